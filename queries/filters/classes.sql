-- Classes
--
-- Every class, with the subject it is taught and whether it runs in the latest year
-- that has classes: the filter bar offers only those, an address may name any.
--
-- returns: value VARCHAR, label VARCHAR, subject VARCHAR, latest BOOLEAN
select
    class.class as value,
    class.class as label,
    min(class.subject) as subject,
    bool_or(class.academic_year = (select max(academic_year) from class)) as latest
from class
group by class.class
order by subject, class.class
