-- Subjects and scales by number
--
-- The numbers by which `tracking/results_in_order` and `tracking/current_starting_points` name
-- subjects and scales: the places in order of name. `expected` is a scale's expected standard.
--
-- returns: is_scale BOOLEAN, number USMALLINT, name VARCHAR, expected DOUBLE
select false as is_scale, subject.number, subject.subject as name, cast(null as double) as expected
from numbered_subjects() as subject
union all
select true, named_scale.number, named_scale.scale, scale.expected
from numbered_scales() as named_scale
left join scale on scale.scale = named_scale.scale
order by is_scale, number
