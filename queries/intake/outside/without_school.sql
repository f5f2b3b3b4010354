-- How many rows of an import have no school
--
-- params:  table_name VARCHAR, batch USMALLINT
-- returns: rows BIGINT
select count(*) as rows
from query_table($table_name)
where batch = $batch and school is null
