-- One pupil's support
--
-- Each place in an intervention that began by a day, in order of beginning.
--
-- params:  pupil_id INTEGER, to_date DATE
-- returns: intervention VARCHAR, subject VARCHAR, starts_on DATE, ends_on DATE, runs_to DATE,
--          sessions_offered INTEGER, sessions_attended INTEGER, entry_score DOUBLE, exit_score DOUBLE
select
    intervention.intervention,
    intervention.subject,
    support.starts_on,
    support.ends_on,
    support.runs_to,
    support.sessions_offered,
    support.sessions_attended,
    support.entry_score,
    support.exit_score
from support
join intervention on intervention.intervention_id = support.intervention_id
where support.pupil_id = cast($pupil_id as uinteger) and support.starts_on <= $to_date
order by support.starts_on, intervention.intervention
