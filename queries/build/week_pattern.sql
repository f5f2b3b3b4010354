-- Sessions by their place in the week
--
-- Which sessions of a week a pupil could attend and missed, a bit a session: Monday morning is
-- 1, Monday afternoon 2, Tuesday morning 4 and so on. From it come days of the week, days of the
-- calendar, half days and days next to a holiday, without reading the marks again.
--
-- makes:   week_pattern
-- returns: part_id USMALLINT, pupil_id UINTEGER, possible USMALLINT, absent USMALLINT
create table week_pattern as
select
    part_id,
    pupil_id,
    cast(placed & 16383 as usmallint) as possible,
    cast((placed >> 14) & 16383 as usmallint) as absent
from week_sum
where placed > 0;  -- in the order of week_sum

drop table week_sum;
