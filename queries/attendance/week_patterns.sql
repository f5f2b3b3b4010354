-- Every pupil's weeks
--
-- The sessions that each pupil could attend and missed in each week, in the bits of
-- `build/week_pattern`, for `dashboard/attendance/held.py` to choose from and add up.
--
-- returns: part_id USMALLINT, pupil_id UINTEGER, possible USMALLINT, absent USMALLINT
select part_id, pupil_id, possible, absent
from week_pattern
order by part_id, pupil_id
