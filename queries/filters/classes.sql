-- Classes
--
-- Every class, with the subject it is taught and whether it runs in the latest year
-- that has classes: the filter bar offers only those, an address may name any.
--
-- returns: value VARCHAR, label VARCHAR, heading VARCHAR, offered BOOLEAN
select
    class.class as value,
    class.class as label,
    min(class.subject) as heading,
    bool_or(class.academic_year = (select max(academic_year) from class)) as offered
from class
group by class.class
order by heading, class.class
