-- Interventions
--
-- Every intervention of every school, as its own row of the import says.
--
-- returns: intervention_id UINTEGER, school VARCHAR, intervention VARCHAR, strand VARCHAR,
--          tier VARCHAR, subject VARCHAR, group_size INTEGER, sessions_planned INTEGER,
--          minutes DOUBLE, cost DOUBLE, starts_on DATE, ends_on DATE
select
    intervention.intervention_id,
    school.school,
    intervention.intervention,
    intervention.strand,
    intervention.tier,
    intervention.subject,
    intervention.group_size,
    intervention.sessions_planned,
    intervention.minutes,
    intervention.cost,
    intervention.starts_on,
    intervention.ends_on
from intervention
join school on school.school_id = intervention.school_id
order by intervention.intervention_id
