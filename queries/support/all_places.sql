-- Places in interventions
--
-- Each place of each pupil in each intervention, at whatever time.
--
-- returns: intervention_id UINTEGER, pupil_id UINTEGER, starts_on DATE, ends_on DATE, runs_to DATE,
--          sessions_offered INTEGER, sessions_attended INTEGER, entry_score DOUBLE, exit_score DOUBLE
select
    support.intervention_id,
    support.pupil_id,
    support.starts_on,
    support.ends_on,
    support.runs_to,
    support.sessions_offered,
    support.sessions_attended,
    support.entry_score,
    support.exit_score
from support
order by support.intervention_id, support.pupil_id
