-- How many rows of one table have each of its columns filled
--
-- For the record of what is held: a column that nobody fills is not held.
--
-- params:  table_name VARCHAR
-- returns: rows held, then a count for each column of the table, under its name
select count(*) as "rows held", count(columns(*))
from query_table($table_name)
