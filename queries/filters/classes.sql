-- Classes
--
-- Every class, with the subject it is taught and the academic years it runs in: the
-- filter bar offers those of the year that is looked at, an address may name any.
--
-- returns: value VARCHAR, label VARCHAR, heading VARCHAR, years VARCHAR[]
select
    class.class as value,
    class.class as label,
    min(class.subject) as heading,
    list(distinct class.academic_year) as years
from class
group by class.class
order by heading, class.class
