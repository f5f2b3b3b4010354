-- Costs
--
-- What each school spends and has coming in, by academic year.
--
-- makes:   cost
-- returns: school_id USMALLINT, academic_year VARCHAR, item VARCHAR, amount DOUBLE
create table cost as
select school.school_id, line.academic_year, line.item, line.amount
from staged.costs as line
join school on school.school = line.school
qualify row_number() over (
    partition by school.school_id, line.academic_year, line.item order by line.batch desc
) = 1
order by school.school_id, line.academic_year, line.item;
