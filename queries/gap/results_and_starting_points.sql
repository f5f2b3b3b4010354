-- Results beside their starting points
--
-- What value added is worked out from: every pupil's latest result and baseline in each
-- subject. The results of one subject that share both scales share a line.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, line BIGINT, baseline DOUBLE, points DOUBLE
with pair as materialized (
    from starting_points_and_results($from_date, $to_date, $subject)
),
-- Numbering the few lines and joining takes half as long as ranking every result by three texts.
line as (
    select
        subject,
        scale,
        baseline_scale,
        row_number() over (order by subject, scale, baseline_scale) - 1 as line
    from (select distinct subject, scale, baseline_scale from pair)
)
select pair.pupil_id, line.line, pair.baseline, pair.points
from pair
join line
    on line.subject = pair.subject
    and line.scale = pair.scale
    and line.baseline_scale = pair.baseline_scale
order by pair.pupil_id, line.line
