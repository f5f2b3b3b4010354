-- Where pupils started
--
-- The starting point in force of each pupil and subject. `subject` and `scale` are numbers of
-- `tracking/numbered_names`.
--
-- returns: pupil_id UINTEGER, subject USMALLINT, scale USMALLINT, points DOUBLE
with subject as (
    select subject, cast(row_number() over (order by subject) - 1 as usmallint) as number
    from (select distinct subject from result)
),
named_scale as (
    select scale, cast(row_number() over (order by scale) - 1 as usmallint) as number
    from (select scale from result union select scale from starting_point)
)
select
    starting_point.pupil_id,
    subject.number as subject,
    named_scale.number as scale,
    starting_point.points
from starting_point
join subject on subject.subject = starting_point.subject
join named_scale on named_scale.scale = starting_point.scale
where starting_point.valid_to = date '9999-12-31'
order by starting_point.pupil_id, subject.number
