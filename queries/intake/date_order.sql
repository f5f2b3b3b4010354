-- How a file writes its dates
--
-- returns: day_first BOOLEAN, month_first BOOLEAN
select
    coalesce(bool_or(is_day_first), false) as day_first,
    coalesce(bool_or(is_month_first), false) as month_first
from staged.intake_checked
