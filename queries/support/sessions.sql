-- Pupils and sessions of each intervention
--
-- How many pupils have a place in each intervention, and to how many sessions they came
-- together: nothing where that is not known of every one.
--
-- returns: intervention_id UINTEGER, pupils BIGINT, attended HUGEINT
select
    support.intervention_id,
    count(*) as pupils,
    case when count(support.sessions_attended) = count(*) then sum(support.sessions_attended) end as attended
from support
group by support.intervention_id
order by support.intervention_id
