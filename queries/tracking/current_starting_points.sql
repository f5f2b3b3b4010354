-- Where pupils started
--
-- The starting point in force of each pupil and subject. `subject` and `scale` are numbers of
-- `tracking/numbered_names`.
--
-- returns: pupil_id UINTEGER, subject USMALLINT, scale USMALLINT, points DOUBLE
select
    starting_point.pupil_id,
    subject.number as subject,
    named_scale.number as scale,
    starting_point.points
from starting_point
join numbered_subjects() as subject on subject.subject = starting_point.subject
join numbered_scales() as named_scale on named_scale.scale = starting_point.scale
where starting_point.valid_to = date '9999-12-31'
order by starting_point.pupil_id, subject.number
