-- Results outside the lowest and highest points of their scale
--
-- params:  scales VARCHAR, grades VARCHAR
-- returns: table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with known_scale as (
    -- A scale that the school imports stands before the one of the same name here.
    select scale, max_by(lowest, batch) as lowest, max_by(highest, batch) as highest
    from (
        select scale, lowest, highest, batch from staged.scales
        union all
        select
            scale,
            try_cast(nullif(lowest, '') as double),
            try_cast(nullif(highest, '') as double),
            -1
        from read_csv($scales, header = true, all_varchar = true, quote = '"', delim = ',')
    ) as every_scale
    group by scale
),
known_grade as (
    select scale, grade, max_by(points, batch) as points
    from (
        select scale, grade, points, batch from staged.grades
        union all
        select scale, grade, try_cast(points as double), -1
        from read_csv($grades, header = true, all_varchar = true, quote = '"', delim = ',')
    ) as every_grade
    group by scale, grade
),
value as (
    select scale, value, count(*) as rows
    from staged.results
    group by scale, value
),
outside as (
    select value.*
    from value
    join known_scale on known_scale.scale = value.scale
    where
        not exists (
            select 1 from known_grade
            where known_grade.scale = value.scale and known_grade.grade = value.value
        )
        and (
            try_cast(value.value as double) < known_scale.lowest
            or try_cast(value.value as double) > known_scale.highest
        )
)
select
    'results' as table_name,
    'value' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(scale || ': ' || value order by rows desc, scale, value), 1, 5) as examples
from outside
having count(*) > 0
