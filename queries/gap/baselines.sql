-- Pupils' prior attainment
--
-- The mean of each pupil's baselines on one scale: the key stage 2 average where there is one.
--
-- returns: pupil_id UINTEGER, baseline DOUBLE
select prior_attainment.pupil_id, prior_attainment.points as baseline
from prior_attainment
order by prior_attainment.pupil_id
