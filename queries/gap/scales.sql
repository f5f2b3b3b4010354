-- Scales of each subject
--
-- On which scales there are results at all: mostly one, and then no figure mixes any.
--
-- returns: subject VARCHAR, scale VARCHAR
select distinct result.subject, result.scale
from result
where result.kind = 'result' and result.points is not null
order by result.subject, result.scale
