-- Subjects and scales by number
--
-- The numbers by which `tracking/results_in_order` and `tracking/current_starting_points` name
-- subjects and scales: the places in order of name. `expected` is a scale's expected standard.
--
-- returns: is_scale BOOLEAN, number USMALLINT, name VARCHAR, expected DOUBLE
with subject as (
    select subject, cast(row_number() over (order by subject) - 1 as usmallint) as number
    from (select distinct subject from result)
),
named_scale as (
    select scale, cast(row_number() over (order by scale) - 1 as usmallint) as number
    from (select scale from result union select scale from starting_point)
)
select false as is_scale, subject.number, subject.subject as name, cast(null as double) as expected
from subject
union all
select true, named_scale.number, named_scale.scale, scale.expected
from named_scale
left join scale on scale.scale = named_scale.scale
order by is_scale, number
