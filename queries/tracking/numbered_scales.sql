-- Scales by number
--
-- Each scale with its place in order of name, so that rows held in memory name it in two bytes.
--
-- returns: scale VARCHAR, number USMALLINT
create or replace macro numbered_scales() as table
select scale, cast(row_number() over (order by scale) - 1 as usmallint) as number
from (select scale from result union select scale from starting_point);
