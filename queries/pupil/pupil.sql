-- One pupil
--
-- The pupils with one number, a row a school: a number may be used by several schools.
-- The enrolment is the one that is valid on the last day of the window.
--
-- params:  pupil VARCHAR, to_date DATE
-- returns: pupil_id UINTEGER, school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR,
--          academic_year VARCHAR, year_group VARCHAR, registration_group VARCHAR, left_on DATE
select
    pupil.pupil_id,
    pupil.school,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    enrolment.academic_year,
    enrolment.year_group,
    enrolment.registration_group,
    enrolment.left_on
from pupil
left join enrolment
    on enrolment.pupil_id = pupil.pupil_id
    and enrolment.valid_from <= $to_date
    and enrolment.valid_to >= $to_date
where pupil.pupil = $pupil
order by pupil.school
