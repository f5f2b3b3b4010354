-- How many rows of one staging table are about the pupils in question
--
-- params:  table_name VARCHAR
-- returns: rows BIGINT
select count(*) as rows
from query_table($table_name) as held
semi join erase_key using (school, pupil)
