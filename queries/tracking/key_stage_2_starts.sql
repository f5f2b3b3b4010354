-- Key stage 2 as a start
--
-- How many pupils have a key stage 2 average to begin from.
--
-- returns: pupils BIGINT
select count(*) as pupils
from prior_attainment
where prior_attainment.scale in ('KS2 scaled score', 'KS2 average')
    and prior_attainment.points is not null
