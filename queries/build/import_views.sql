-- Views by the names of the import files
--
-- The published tables with the names and the columns of the files that a school hands in,
-- for taking data out again and for questions that no page asks.
create view pupils as
select
    pupil.school, pupil.pupil, enrolment.academic_year, enrolment.year_group, pupil.upn,
    pupil.surname, pupil.forename, pupil.date_of_birth, pupil.sex, enrolment.registration_group,
    enrolment.joined_on, enrolment.left_on, enrolment.pupil_premium, enrolment.free_school_meals,
    enrolment.sen, enrolment.sen_need, enrolment.eal, enrolment.ethnicity, enrolment.looked_after,
    enrolment.service_child, enrolment.young_carer, enrolment.former_upn
from enrolment
join pupil on pupil.pupil_id = enrolment.pupil_id
where enrolment.year_group is not null;

create view characteristics as
select
    pupil.school, pupil.pupil, enrolment.academic_year, characteristic_group.characteristic,
    characteristic_group.label as "group"
from pupil_group
join enrolment on enrolment.enrolment_id = pupil_group.enrolment_id
join pupil on pupil.pupil_id = enrolment.pupil_id
join characteristic_group
    on characteristic_group.characteristic_id = pupil_group.characteristic_id
    and characteristic_group.group_id = pupil_group.group_id
where characteristic_group.code <> '?'
    and characteristic_group.characteristic not in (select characteristic from reference.characteristic);

create view attendance as
select pupil.school, pupil.pupil, mark.date, mark.session, mark.code
from mark
join pupil on pupil.pupil_id = mark.pupil_id;

create view attendance_totals as
select
    pupil.school, pupil.pupil, attendance_total.from_date, attendance_total.to_date,
    attendance_total.possible, attendance_total.authorised, attendance_total.unauthorised
from attendance_total
join pupil on pupil.pupil_id = attendance_total.pupil_id;

create view results as
select
    pupil.school, pupil.pupil, result.subject, result.assessment, result.assessed_on, result.kind,
    result.scale, result.value
from result
join pupil on pupil.pupil_id = result.pupil_id;

create view scales as
select scale, lowest, highest, expected, higher from scale;

create view grades as
select scale, grade, points from grade;

create view questions as
select
    pupil.school, pupil.pupil, question.subject, question.assessment, question.assessed_on,
    question.topic, question.question, question.mark, question.out_of
from question
join pupil on pupil.pupil_id = question.pupil_id;

create view classes as
select
    school.school, class.academic_year, class.class, class.subject, class.year_group, class.teacher,
    class.set_rank, class.periods
from class
join school on school.school_id = class.school_id;

create view class_members as
select
    pupil.school, class.academic_year, class.class, pupil.pupil, class_member.from_date,
    class_member.to_date
from class_member
join class on class.class_id = class_member.class_id
join enrolment on enrolment.enrolment_id = class_member.enrolment_id
join pupil on pupil.pupil_id = enrolment.pupil_id;

create view interventions as
select
    school.school, intervention.intervention, intervention.strand, intervention.tier,
    intervention.subject, intervention.staff, intervention.group_size,
    intervention.sessions_planned, intervention.minutes, intervention.cost, intervention.starts_on,
    intervention.ends_on
from intervention
join school on school.school_id = intervention.school_id;

create view intervention_pupils as
select
    pupil.school, pupil.pupil, intervention.intervention, support.starts_on, support.ends_on,
    support.sessions_offered, support.sessions_attended, support.entry_score, support.exit_score
from support
join intervention on intervention.intervention_id = support.intervention_id
join pupil on pupil.pupil_id = support.pupil_id;

create view contacts as
select
    pupil.school, pupil.pupil, contact.contacted_on, contact.with_whom, contact.about, contact.subject,
    contact.staff, contact.method
from contact
join pupil on pupil.pupil_id = contact.pupil_id;

create view options as
select
    pupil.school, option_choice.academic_year, pupil.pupil, option_choice.rank, option_choice.subject,
    option_choice.allocated
from option_choice
join pupil on pupil.pupil_id = option_choice.pupil_id;

create view costs as
select school.school, cost.academic_year, cost.item, cost.amount
from cost
join school on school.school_id = cost.school_id;

create view rooms as
select school.school, room.room, room.places, room.kind
from room
join school on school.school_id = room.school_id;

create view activities as
select
    school.school, activity.academic_year, activity.activity, activity.weekday, activity.starts,
    activity.minutes, activity.places, activity.staff_hours, activity.cost, activity.kind
from activity
join school on school.school_id = activity.school_id;

create view activity_pupils as
select
    school.school, activity.academic_year, activity.activity, pupil.pupil, activity_pupil.sessions_offered,
    activity_pupil.sessions_attended
from activity_pupil
join activity on activity.activity_id = activity_pupil.activity_id
join school on school.school_id = activity.school_id
join pupil on pupil.pupil_id = activity_pupil.pupil_id;
