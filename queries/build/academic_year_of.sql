-- Academic year of a day
--
-- The label of the school year, September to August, that a day falls in.
-- Temporary: it serves the build and is not part of the published file.
--
-- params:  day DATE
create or replace temp macro academic_year_of(day) as
cast(year(day - interval 8 month) as varchar) || '/'
|| lpad(cast((year(day - interval 8 month) + 1) % 100 as varchar), 2, '0');
