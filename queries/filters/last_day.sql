-- Last day
--
-- The first and the last day that anything in the store is about.
--
-- returns: first_day DATE, last_day DATE
select min(first_day) as first_day, max(last_day) as last_day
from (
    select min(date) as first_day, max(date) as last_day from calendar where is_school_day
    union all
    select min(from_date), max(to_date) from attendance_total
    union all
    select min(assessed_on), max(assessed_on) from result
) as days
