-- Names for the lists
--
-- Who the pupils are whom the filter bar chooses. For leaders only.
--
-- params:  to_date DATE, schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[],
--          groups VARCHAR[]
-- returns: pupil_id UINTEGER, school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR,
--          year_group VARCHAR, registration_group VARCHAR
select
    pupil.pupil_id,
    pupil.school,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    enrolment.year_group,
    enrolment.registration_group
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join enrolment on enrolment.enrolment_id = scope.enrolment_id
join pupil on pupil.pupil_id = scope.pupil_id
order by pupil.pupil_id
