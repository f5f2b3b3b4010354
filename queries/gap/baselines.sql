-- Pupils' prior attainment
--
-- The mean of each pupil's baselines on one scale, and the scale: the key stage 2 average
-- where there is one, whether the school gave it or its reading and maths.
--
-- returns: pupil_id UINTEGER, scale VARCHAR, baseline DOUBLE
select
    prior_attainment.pupil_id,
    case when prior_attainment.scale = 'KS2 scaled score' then 'KS2 average'
        else prior_attainment.scale end as scale,
    prior_attainment.points as baseline
from prior_attainment
order by prior_attainment.pupil_id
