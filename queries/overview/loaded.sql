-- What is loaded
--
-- One row for each import file that has rows: how many, the last day they speak of, and when they came in.
-- Of results that is the day of the latest result: targets and baselines come in the same file.
--
-- returns: table_name VARCHAR, rows BIGINT, latest DATE, imported_at TIMESTAMP
with latest_result as (
    select max(assessed_on) as day from result where kind = 'result'
)
select
    batch.table_name,
    cast(sum(batch.rows) as bigint) as rows,
    case batch.table_name when 'results' then max(latest_result.day) else max(batch.to_date) end as latest,
    max(batch.imported_at) as imported_at
from batch
cross join latest_result
group by batch.table_name
having sum(batch.rows) > 0
order by batch.table_name
