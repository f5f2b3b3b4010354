-- The rows of one staging table that are about the pupils in question
--
-- params:  table_name VARCHAR
-- returns: the columns of the table
select *
from query_table($table_name) as held
semi join erase_key using (school, pupil)
