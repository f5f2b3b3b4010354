-- Staff of one school in one academic year
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: role VARCHAR, fte DOUBLE, cost DOUBLE
select role, fte, cost
from staff
where school = $school and academic_year = $academic_year
order by staff
