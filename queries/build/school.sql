-- Schools
--
-- Every school that any file names, numbered in order of name.
--
-- makes:   school
-- returns: school_id USMALLINT, school VARCHAR
create table school as
select cast(row_number() over (order by school) as usmallint) as school_id, school
from (
    select school from staged.pupils
    union select school from staged.characteristics
    union select school from staged.marked
    union select school from staged.attendance_totals
    union select school from staged.results
    union select school from staged.questions
    union select school from staged.classes
    union select school from staged.class_members
    union select school from staged.interventions
    union select school from staged.intervention_pupils
    union select school from staged.staff
    union select school from staged.contacts
    union select school from staged.options
    union select school from staged.costs
    union select school from staged.rooms
    union select school from staged.activities
    union select school from staged.activity_pupils
) as named
where school is not null
order by school;
