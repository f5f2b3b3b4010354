-- Results beside their starting points
--
-- What value added is worked out from: every pupil's latest result and baseline in each
-- subject. The results of one subject that share both scales share a line.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, line BIGINT, baseline DOUBLE, points DOUBLE
select
    pair.pupil_id,
    dense_rank() over (order by pair.subject, pair.scale, pair.baseline_scale) - 1 as line,
    pair.baseline,
    pair.points
from starting_points_and_results($from_date, $to_date, $subject) as pair
order by pair.pupil_id, line
