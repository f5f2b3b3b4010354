-- The schools that one import names in one staging table
--
-- Where an import names only one, it is the school of the rows that leave it out.
--
-- params: table_name, batch
-- returns: school
select distinct school
from query_table($table_name)
where batch = $batch and school is not null
