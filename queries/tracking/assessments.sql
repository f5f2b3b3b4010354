-- Assessments of a subject
--
-- The assessments with results in a subject up to a day, the latest first, each with how
-- many pupils have one.
--
-- params:  subject VARCHAR, to_date DATE
-- returns: assessment VARCHAR, assessed_on DATE, pupils BIGINT
select result.assessment, max(result.assessed_on) as assessed_on, count(*) as pupils
from result
where result.kind = 'result' and result.subject = $subject
    and result.assessed_on <= $to_date and result.points is not null
group by result.assessment
order by assessed_on desc, result.assessment desc
