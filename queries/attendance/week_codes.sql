-- Reasons by week
--
-- The sessions that each pupil missed or came late to in each week, by code, in the bits of
-- `build/week_pattern`, for `dashboard/attendance/held.py` to choose from and add up.
--
-- returns: part_id USMALLINT, pupil_id UINTEGER, code VARCHAR, sessions USMALLINT
select part_id, pupil_id, cast(code as varchar) as code, sessions
from week_code
order by part_id, pupil_id, code
