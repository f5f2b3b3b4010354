-- Every result in order
--
-- Results with points, for `dashboard/tracking/results.py` to choose from: a pupil's results in
-- one subject on one scale stand together, in order of day; of two on one day the later
-- assessment in order of name comes later. `subject` and `scale` are numbers of
-- `tracking/numbered_names`.
--
-- returns: pupil_id UINTEGER, subject USMALLINT, scale USMALLINT, assessed_on DATE, points DOUBLE
select
    result.pupil_id,
    subject.number as subject,
    named_scale.number as scale,
    result.assessed_on,
    result.points
from result
join numbered_subjects() as subject on subject.subject = result.subject
join numbered_scales() as named_scale on named_scale.scale = result.scale
where result.kind = 'result' and result.points is not null
order by result.pupil_id, subject.number, named_scale.number, result.assessed_on, result.assessment
