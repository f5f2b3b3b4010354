-- The tables of one attached database
--
-- Their rows are counted after a build, and read back from the closed file.
--
-- params: database
-- returns: schema_name, table_name
select schema_name, table_name
from duckdb_tables()
where database_name = $database and not internal
order by schema_name, table_name
