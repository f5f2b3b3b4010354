-- Year groups
--
-- Every year group that pupils are in, youngest first, for the filter bar. Codes that
-- are no number (N, R) come first.
--
-- returns: value VARCHAR, label VARCHAR
select
    year_group as value,
    case
        when try_cast(year_group as integer) is not null then 'Year ' || year_group
        when year_group = 'R' then 'Reception'
        when year_group in ('N', 'N1', 'N2') then 'Nursery'
        else year_group
    end as label
from enrolment
where year_group is not null
group by year_group
order by try_cast(year_group as integer) nulls first, year_group
