-- Periods
--
-- The academic years or the terms with data, in order of time.
--
-- params:  period_kind VARCHAR
-- returns: period_id USMALLINT, period VARCHAR, from_date DATE, to_date DATE, academic_year VARCHAR
select period.period_id, period.label as period, period.from_date, period.to_date, period.academic_year
from period
where period.kind = $period_kind
order by period.position
