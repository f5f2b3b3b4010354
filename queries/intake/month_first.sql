-- Whether a file writes dates that can only have the month first
--
-- returns: month_first BOOLEAN
select count(*) > 0 as month_first
from staged.intake_fault
where fault = 'month first'
