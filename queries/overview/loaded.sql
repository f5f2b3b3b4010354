-- What is loaded
--
-- One row for each import file that has rows: how many, the last day they speak of, and when they came in.
--
-- returns: table_name VARCHAR, rows BIGINT, latest DATE, imported_at TIMESTAMP
select
    table_name,
    cast(sum(rows) as bigint) as rows,
    max(to_date) as latest,
    max(imported_at) as imported_at
from batch
group by table_name
having sum(rows) > 0
order by table_name
