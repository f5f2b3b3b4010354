-- Prior attainment of every pupil
--
-- In order of pupil.
--
-- returns: pupil_id UINTEGER, scale VARCHAR, points DOUBLE
select prior_attainment.pupil_id, prior_attainment.scale, prior_attainment.points
from prior_attainment
order by prior_attainment.pupil_id
