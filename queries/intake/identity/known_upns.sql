-- Which number of its own a school has for each UPN
--
-- Where two numbers of one school share a UPN it is nobody's: a person has to look at it.
--
-- makes:   known_upn
create or replace temp table known_upn as
select school, upper(upn) as upn, min(pupil) as pupil
from staged.pupils
where upn is not null and upper(pupil) <> upper(upn)
group by school, upper(upn)
having count(distinct pupil) = 1
