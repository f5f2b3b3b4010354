-- One pupil's results
--
-- Everything a pupil's results file says up to a day: results, targets, baselines and
-- predictions as written, with their points and the ends of their scale.
--
-- params:  pupil_id INTEGER, to_date DATE, subject VARCHAR
-- returns: subject VARCHAR, kind VARCHAR, scale VARCHAR, assessment VARCHAR, assessed_on DATE,
--          value VARCHAR, points DOUBLE, lowest DOUBLE, highest DOUBLE
select
    result.subject,
    result.kind,
    result.scale,
    result.assessment,
    result.assessed_on,
    result.value,
    result.points,
    scale.lowest,
    scale.highest
from result
left join scale on scale.scale = result.scale
where result.pupil_id = cast($pupil_id as uinteger)
    and result.assessed_on <= $to_date
    and ($subject is null or result.subject = $subject)
order by result.subject, result.assessed_on, result.assessment
