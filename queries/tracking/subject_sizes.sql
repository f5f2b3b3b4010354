-- Results by subject
--
-- How many results with points each subject has.
--
-- returns: subject VARCHAR, results BIGINT
select result.subject, count(*) as results
from result
where result.kind = 'result' and result.points is not null
group by result.subject
order by result.subject
