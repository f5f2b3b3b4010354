-- Pupils by name or number
--
-- The first pupils of those the filter bar chooses in whose name a word begins with the
-- one text and a word with the other, or whose number begins with the first; those of the
-- latest academic year first.
--
-- params:  first VARCHAR, second VARCHAR, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR, year_group VARCHAR,
--          registration_group VARCHAR, academic_year VARCHAR
with named as (
    select
        pupil.school,
        pupil.pupil,
        pupil.surname,
        pupil.forename,
        enrolment.year_group,
        enrolment.registration_group,
        enrolment.academic_year,
        lower(concat_ws(' ', '', pupil.forename, pupil.surname)) as name
    from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    join pupil on pupil.pupil_id = scope.pupil_id
    join enrolment on enrolment.enrolment_id = scope.enrolment_id
)
select school, pupil, surname, forename, year_group, registration_group, academic_year
from named
where contains(name, ' ' || lower($first)) and ($second is null or contains(name, ' ' || lower($second)))
    or starts_with(lower(pupil), lower($first))
order by academic_year desc, surname, forename, school, pupil
limit 20
