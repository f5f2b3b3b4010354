-- Pupils by name
--
-- Names and forms of the pupils on roll, for lists to act on.
--
-- params:  to_date DATE, schools VARCHAR[]
-- returns: pupil_id UINTEGER, school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR,
--          year_group VARCHAR, registration_group VARCHAR
select
    pupil.pupil_id, pupil.school, pupil.pupil, pupil.surname, pupil.forename,
    enrolment.year_group, enrolment.registration_group
from enrolment
join pupil on pupil.pupil_id = enrolment.pupil_id
join academic_year on academic_year.academic_year = enrolment.academic_year
where $to_date between academic_year.from_date and academic_year.to_date
    and coalesce(enrolment.left_on, $to_date) >= $to_date
    and (len(coalesce($schools, [])) = 0 or list_contains($schools, pupil.school))
order by pupil.pupil_id
