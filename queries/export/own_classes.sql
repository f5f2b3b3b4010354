-- The classes that a file describes
--
-- Without those that only their members name: these come back with them.
--
-- returns: school VARCHAR, academic_year VARCHAR, class VARCHAR, subject VARCHAR, year_group VARCHAR,
--          teacher VARCHAR, set_rank INTEGER, periods DOUBLE
select *
from classes
where subject is not null
order by school, academic_year, class
