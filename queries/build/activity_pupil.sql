-- Pupils in activities
--
-- Who is in each activity, and how many of its sessions the pupil came to.
--
-- makes:   activity_pupil
-- returns: activity_id UINTEGER, pupil_id UINTEGER, sessions_offered INTEGER, sessions_attended INTEGER
create table activity_pupil as
select activity.activity_id, pupil.pupil_id, member.sessions_offered, member.sessions_attended
from staged.activity_pupils as member
join school on school.school = member.school
join activity
    on activity.school_id = school.school_id
    and activity.academic_year = member.academic_year
    and activity.activity = member.activity
join pupil on pupil.school = member.school and pupil.pupil = member.pupil
qualify row_number() over (
    partition by activity.activity_id, pupil.pupil_id order by member.batch desc
) = 1
order by activity.activity_id, pupil.pupil_id;
