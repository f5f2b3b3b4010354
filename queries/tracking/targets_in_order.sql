-- Every target in order
--
-- Targets with points, for `dashboard/tracking/results.py` to choose from. `subject` and `scale`
-- are numbers of `tracking/numbered_names`.
--
-- returns: pupil_id UINTEGER, subject USMALLINT, scale USMALLINT, assessed_on DATE, next_on DATE,
--          points DOUBLE
with subject as (
    select subject, cast(row_number() over (order by subject) - 1 as usmallint) as number
    from (select distinct subject from result)
),
named_scale as (
    select scale, cast(row_number() over (order by scale) - 1 as usmallint) as number
    from (select scale from result union select scale from starting_point)
)
select
    result.pupil_id,
    subject.number as subject,
    named_scale.number as scale,
    result.assessed_on,
    result.next_on,
    result.points
from result
join subject on subject.subject = result.subject
join named_scale on named_scale.scale = result.scale
where result.kind = 'target' and result.points is not null
order by result.pupil_id, subject.number, named_scale.number, result.assessed_on
