-- The rows of a new import beside those of earlier imports with the same key
--
-- A row is changed where it says something else than the latest of them.
--
-- params:  table_name, key, content, batch
-- returns: rows BIGINT, known BIGINT, changed BIGINT
with now as (
    select row(*columns($key)) as key, row(*columns($content)) as content
    from query_table($table_name)
    where batch = $batch
),
before as (
    select earlier.key, arg_max(earlier.content, earlier.batch) as content
    from (
        select row(*columns($key)) as key, row(*columns($content)) as content, batch
        from query_table($table_name)
        where batch < $batch
    ) as earlier
    semi join now on now.key = earlier.key
    group by earlier.key
)
select
    count(*) as rows,
    count(before.key) as known,
    count(*) filter (before.key is not null and before.content is distinct from now.content) as changed
from now
left join before on before.key = now.key
