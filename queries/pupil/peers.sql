-- The pupil's year group
--
-- Everyone in one year group of one school and academic year on the last day of the
-- window, in order of name: from them come the year group's rate, and who is before and
-- after in the form.
--
-- params:  school VARCHAR, academic_year VARCHAR, year_group VARCHAR, to_date DATE
-- returns: pupil_id UINTEGER, pupil VARCHAR, surname VARCHAR, forename VARCHAR,
--          registration_group VARCHAR
select
    enrolment.pupil_id,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    enrolment.registration_group
from enrolment
join pupil on pupil.pupil_id = enrolment.pupil_id
where pupil.school = $school
    and enrolment.academic_year = $academic_year
    and enrolment.year_group = $year_group
    and enrolment.valid_from <= $to_date
    and enrolment.valid_to >= $to_date
order by pupil.surname, pupil.forename, pupil.pupil
