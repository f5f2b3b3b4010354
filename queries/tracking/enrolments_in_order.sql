-- Enrolments in order
--
-- Who was enrolled where, when and in which year group.
--
-- returns: enrolment_id UINTEGER, pupil_id UINTEGER, school VARCHAR, school_id USMALLINT,
--          academic_year VARCHAR, year_group VARCHAR, left_on DATE, from_date DATE, to_date DATE
select
    enrolment.enrolment_id,
    enrolment.pupil_id,
    school.school,
    enrolment.school_id,
    enrolment.academic_year,
    enrolment.year_group,
    enrolment.left_on,
    academic_year.from_date,
    academic_year.to_date
from enrolment
join school on school.school_id = enrolment.school_id
join academic_year on academic_year.academic_year = enrolment.academic_year
order by enrolment.enrolment_id
