-- Periods
--
-- The school years and terms that have data, oldest first, for the filter bar's dates.
--
-- returns: kind VARCHAR, label VARCHAR, from_date DATE, to_date DATE
select kind, label, from_date, to_date
from period
order by from_date, kind
