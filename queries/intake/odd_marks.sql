-- Marks on days without school
--
-- How many of the marks just put in lie on a weekend or in the future.
--
-- params:  before BIGINT
-- returns: fault VARCHAR, rows BIGINT
with day as (
    select date, sum(rows) as rows
    from staged.mark_of_day
    where first_mark >= $before
    group by date
)
select 'weekend' as fault, cast(sum(rows) as bigint) as rows
from day
where isodow(date) > 5
having count(*) > 0
union all
select 'future' as fault, cast(sum(rows) as bigint) as rows
from day
where date > current_date
having count(*) > 0
