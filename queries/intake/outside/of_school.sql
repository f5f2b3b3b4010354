-- How many rows some imports have of one school
--
-- params:  table_name VARCHAR, batches USMALLINT[], school VARCHAR
-- returns: rows BIGINT
select count(*) as rows
from query_table($table_name)
where batch in (select unnest($batches)) and school = $school
