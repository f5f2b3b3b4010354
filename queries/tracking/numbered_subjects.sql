-- Subjects by number
--
-- Each subject with its place in order of name, so that rows held in memory name it in two bytes.
--
-- returns: subject VARCHAR, number USMALLINT
create or replace macro numbered_subjects() as table
select subject, cast(row_number() over (order by subject) - 1 as usmallint) as number
from (select distinct subject from result);
