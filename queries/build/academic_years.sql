-- Academic years to fill
--
-- The years whose marks are put in order one after another.
--
-- returns: from_date DATE, to_date DATE
select from_date, to_date
from academic_year
order by from_date
