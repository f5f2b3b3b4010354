-- The days of the data
--
-- The first and the last day of the academic years that hold anything to measure.
--
-- returns: from_date DATE, to_date DATE
select min(period.from_date) as from_date, max(period.to_date) as to_date
from period
