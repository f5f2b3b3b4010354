-- Pupils by name
--
-- Who the pupils of a list are, as enrolled on a day.
--
-- params:  to_date DATE, pupils BIGINT[]
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
from pupil
join enrolment
    on enrolment.pupil_id = pupil.pupil_id
    and enrolment.valid_from <= $to_date
    and enrolment.valid_to >= $to_date
where list_contains($pupils, pupil.pupil_id)
order by pupil.pupil_id
