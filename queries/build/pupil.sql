-- Pupils
--
-- Every pupil that any file names, numbered in order of school and number. What is
-- known of a pupil is what the row of the latest academic year says. A pupil whom only
-- marks or results name has a row too, so that no fact is dropped.
--
-- makes:   pupil
-- returns: pupil_id UINTEGER, school_id USMALLINT, school VARCHAR, pupil VARCHAR, upn VARCHAR,
--          surname VARCHAR, forename VARCHAR, date_of_birth DATE, sex VARCHAR
create table pupil as
with named as (
    select school, pupil from staged.pupils
    union select school, pupil from staged.characteristics
    union select school, pupil from staged.marked
    union select school, pupil from staged.attendance_totals
    union select school, pupil from staged.results
    union select school, pupil from staged.questions
    union select school, pupil from staged.class_members
    union select school, pupil from staged.intervention_pupils
    union select school, pupil from staged.contacts
    union select school, pupil from staged.options
    union select school, pupil from staged.activity_pupils
),
latest as (
    select *
    from staged.pupils
    qualify row_number() over (partition by school, pupil order by academic_year desc, batch desc) = 1
)
select
    cast(row_number() over (order by school.school_id, named.pupil) as uinteger) as pupil_id,
    school.school_id,
    school.school,
    named.pupil,
    latest.upn,
    latest.surname,
    latest.forename,
    latest.date_of_birth,
    latest.sex
from named
join school on school.school = named.school
left join latest on latest.school = named.school and latest.pupil = named.pupil
order by pupil_id;
