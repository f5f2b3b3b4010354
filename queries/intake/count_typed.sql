-- Rows of a Parquet file
--
-- params:  path VARCHAR
-- returns: rows BIGINT
select count(*) as rows
from read_parquet($path)
