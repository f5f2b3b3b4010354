-- How often each code stands in the marks that were written
--
-- params:  path VARCHAR
-- returns: code VARCHAR, marks BIGINT, faulty BIGINT
select code, count(*) as marks, count(*) filter (session is null) as faulty
from read_parquet($path)
group by code
order by code;
