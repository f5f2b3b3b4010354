-- Views by the names of the import files, of pupils and what they attended and attained
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
