-- Views by the names of the import files, of what the school provides
--
-- Classes, support, activities, rooms and costs, as `build/import_views` shows the files of pupils.
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
