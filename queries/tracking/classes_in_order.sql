-- Classes of a subject in order
--
-- The classes of a subject, and those of no subject, in order of school, year group, set and
-- name. A class of the same name in several years has one place.
--
-- params:  subject VARCHAR
-- returns: place BIGINT, school VARCHAR, class VARCHAR, set_rank INTEGER
select distinct
    dense_rank() over (
        order by
            school.school,
            try_cast(class.year_group as integer) nulls last,
            class.year_group,
            class.set_rank nulls last,
            class.class
    ) as place,
    school.school,
    class.class,
    class.set_rank
from class
join school on school.school_id = class.school_id
where class.subject is null or class.subject = $subject
order by place
