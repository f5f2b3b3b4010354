-- Subjects
--
-- Every subject with a result, for the filter bar.
--
-- returns: value VARCHAR, label VARCHAR
select distinct subject as value, subject as label
from result
order by subject
