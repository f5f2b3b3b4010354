-- Pupils' years
--
-- Each pupil of some schools in each academic year, with what pupils are matched on: year
-- group, pupil premium, SEN, English as an additional language and sex. Nothing where it is not known.
--
-- params:  schools VARCHAR[]
-- returns: school VARCHAR, pupil_id UINTEGER, academic_year VARCHAR, year_group VARCHAR, pupil_premium DOUBLE,
--          sen DOUBLE, eal DOUBLE, girl DOUBLE
select
    pupil.school,
    enrolment.pupil_id,
    enrolment.academic_year,
    enrolment.year_group,
    cast(enrolment.pupil_premium as double) as pupil_premium,
    cast(enrolment.sen != 'N' as double) as sen,
    cast(enrolment.eal as double) as eal,
    cast(pupil.sex = 'F' as double) as girl
from enrolment
join pupil on pupil.pupil_id = enrolment.pupil_id
where list_contains($schools, pupil.school)
order by enrolment.pupil_id, enrolment.academic_year
