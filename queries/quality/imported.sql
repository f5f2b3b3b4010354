-- What each import file was brought in by
--
-- The files of the imports that count, the newest first: what the published school remembers of them.
--
-- returns: batch USMALLINT, imported_at TIMESTAMP, by VARCHAR, file VARCHAR, table_name VARCHAR,
--          rows BIGINT, from_date DATE, to_date DATE
select batch, imported_at, "by", file, table_name, rows, from_date, to_date
from batch
order by batch desc, file
