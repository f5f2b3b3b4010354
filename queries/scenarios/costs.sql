-- Income and spending
--
-- What a school has coming in and spends in an academic year, in pounds.
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: item VARCHAR, amount DOUBLE
select cost.item, cost.amount
from cost
join school on school.school_id = cost.school_id
where school.school = $school and cost.academic_year = $academic_year
order by cost.item
