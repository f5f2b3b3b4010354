-- Periods to fill
--
-- The periods for which each measure is stored.
--
-- returns: period_id USMALLINT, from_date DATE, to_date DATE
select period_id, from_date, to_date
from period
order by period_id
