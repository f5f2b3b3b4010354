-- Results outside their scale
--
-- They may be right, so they only warn; `intake/outside/results` refuses what is on no known
-- scale. The school's own scales and grades stand before those of the reference data; case
-- plays no part.
--
-- params:  scales VARCHAR, grades VARCHAR
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with known_scale as (
    select lower(scale) as scale, arg_max(lowest, batch) as lowest, arg_max(highest, batch) as highest
    from (
        select scale, lowest, highest, batch from staged.scales
        union all
        select scale, try_cast(lowest as double), try_cast(highest as double), 0
        from read_csv($scales, header = true, all_varchar = true, quote = '"', delim = ',')
    ) as every_scale
    group by lower(scale)
),
known_grade as (
    select lower(scale) as scale, lower(grade) as grade from staged.grades
    union
    select lower(scale) as scale, lower(grade) as grade
    from read_csv($grades, header = true, all_varchar = true, quote = '"', delim = ',')
),
value as (
    select
        scale,
        value,
        case when not contains(value, '_') then try_cast(value as double) end as points,
        count(*) as rows
    from staged.results
    group by scale, value
),
outside as (
    select value.rows, value.scale || ': ' || value.value as example
    from value
    join known_scale on known_scale.scale = lower(value.scale)
    anti join known_grade
        on known_grade.scale = lower(value.scale) and known_grade.grade = lower(value.value)
    where
        isfinite(value.points)
        and (value.points < known_scale.lowest or value.points > known_scale.highest)
)
select
    'values_outside_scale' as code,
    'results' as table_name,
    'value' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(distinct example) as things,
    list_slice(list_sort(list(distinct example)), 1, 5) as examples
from outside
having count(*) > 0
