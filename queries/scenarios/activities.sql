-- Activities beyond lessons
--
-- What a school offers before and after lessons in an academic year, what it takes, and how many
-- pupils are in it.
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: activity VARCHAR, weekday VARCHAR, starts VARCHAR, minutes DOUBLE, places INTEGER,
--          staff_hours DOUBLE, cost DOUBLE, kind VARCHAR, pupils BIGINT
select
    activity.activity,
    activity.weekday,
    activity.starts,
    activity.minutes,
    activity.places,
    activity.staff_hours,
    activity.cost,
    activity.kind,
    count(activity_pupil.pupil_id) as pupils
from activity
join school on school.school_id = activity.school_id
left join activity_pupil on activity_pupil.activity_id = activity.activity_id
where school.school = $school and activity.academic_year = $academic_year
group by
    activity.activity_id,
    activity.activity,
    activity.weekday,
    activity.starts,
    activity.minutes,
    activity.places,
    activity.staff_hours,
    activity.cost,
    activity.kind
order by activity.activity
