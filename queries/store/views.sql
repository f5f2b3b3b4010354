-- The views of one attached database
--
-- They have the names and the columns of the import files.
--
-- params: database
-- returns: schema_name, view_name
select schema_name, view_name
from duckdb_views()
where database_name = $database and not internal
order by schema_name, view_name
