-- How many rows a table holds
--
-- Rows are counted before a file is closed and again after it is opened anew.
--
-- params: table_name
-- returns: rows
select count(*) as rows
from query_table($table_name)
