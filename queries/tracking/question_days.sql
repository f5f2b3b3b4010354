-- Tests with marks by question
--
-- Each test that has marks by question, with its day.
--
-- returns: subject VARCHAR, assessment VARCHAR, assessed_on DATE
select distinct subject, assessment, assessed_on
from question
order by assessed_on, subject, assessment
