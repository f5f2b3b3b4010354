-- Schools and their academic years
--
-- Each academic year in which a school has pupils, the latest first.
--
-- returns: school VARCHAR, academic_year VARCHAR, pupils BIGINT
select school.school, enrolment.academic_year, count(*) as pupils
from enrolment
join school on school.school_id = enrolment.school_id
group by school.school, enrolment.academic_year
order by enrolment.academic_year desc, school.school
