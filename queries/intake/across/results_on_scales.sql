-- Results that are not on their scale
--
-- A value is a grade of its scale or a number; 1_0_4 is none, though a cast lets it pass.
-- Points outside the scale may be right, so they only warn. The school's own scales and
-- grades stand before those of the reference data; case plays no part.
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
    select distinct lower(scale) as scale, lower(grade) as grade
    from (
        select scale, grade from staged.grades
        union all
        select scale, grade from read_csv($grades, header = true, all_varchar = true, quote = '"', delim = ',')
    ) as every_grade
),
value as (
    select scale, value, case when not contains(value, '_') then try_cast(value as double) end as points, count(*) as rows
    from staged.results
    group by scale, value
),
judged as (
    select
        value.rows,
        case
            when known_scale.scale is null then 'unknown_scales'
            when known_grade.grade is not null then null
            when not coalesce(isfinite(value.points), false) then 'values_not_on_scale'
            when value.points < known_scale.lowest or value.points > known_scale.highest then 'values_outside_scale'
        end as code,
        case when known_scale.scale is null then value.scale else value.scale || ': ' || value.value end as example
    from value
    left join known_scale on known_scale.scale = lower(value.scale)
    left join known_grade on known_grade.scale = lower(value.scale) and known_grade.grade = lower(value.value)
)
select
    code,
    'results' as table_name,
    case code when 'unknown_scales' then 'scale' else 'value' end as column_name,
    cast(sum(rows) as bigint) as rows,
    count(distinct example) as things,
    list_slice(list_sort(list(distinct example)), 1, 5) as examples
from judged
where code is not null
group by code
order by code
