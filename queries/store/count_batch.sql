-- How many rows of one import a staging table holds
--
-- Compared with what the import said it loaded: nothing is lost unseen.
--
-- params: table_name, batch
-- returns: rows
select count(*) as rows
from query_table($table_name)
where batch = $batch
