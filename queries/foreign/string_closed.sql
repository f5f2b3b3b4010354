-- Where in the strings of marks the school is closed
--
-- The commonest patterns: # where the school is closed, - where there is no mark, x elsewhere.
--
-- params:  most INTEGER
-- returns: from_date DATE, pattern VARCHAR, rows BIGINT
select
    from_date,
    regexp_replace(regexp_replace(regexp_replace(marks, '[0-9]', '', 'g'), '[^#!* -]', 'x', 'g'), '[!* -]', '-', 'g')
        as pattern,
    count(*) as rows
from staged.mark_row
where kind = 'row' and from_date is not null and to_date is null
group by all
order by rows desc, pattern
limit $most;
