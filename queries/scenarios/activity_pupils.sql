-- Who is in which activity
--
-- The registers of a school's activities in an academic year.
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: activity VARCHAR, kind VARCHAR, pupil VARCHAR, sessions_offered INTEGER,
--          sessions_attended INTEGER
select
    activity.activity,
    activity.kind,
    pupil.pupil,
    activity_pupil.sessions_offered,
    activity_pupil.sessions_attended
from activity
join school on school.school_id = activity.school_id
join activity_pupil on activity_pupil.activity_id = activity.activity_id
join pupil on pupil.pupil_id = activity_pupil.pupil_id
where school.school = $school and activity.academic_year = $academic_year
order by activity.activity_id, activity_pupil.pupil_id
