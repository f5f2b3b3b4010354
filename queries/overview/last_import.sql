-- The last import
--
-- The files of the newest batch: what came in since the import before.
--
-- returns: batch USMALLINT, imported_at TIMESTAMP, file VARCHAR, table_name VARCHAR, rows BIGINT, to_date DATE,
--          warnings BIGINT
select batch, imported_at, file, table_name, rows, to_date, cast(warnings as bigint) as warnings
from batch
where batch = (select max(batch) from batch)
order by table_name, file
