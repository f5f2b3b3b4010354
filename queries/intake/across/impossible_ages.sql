-- Pupils whose age cannot be right for their year group
--
-- Year 7 turns 12 in its academic year. Two years either way are let pass, and sixth forms
-- more on the older side.
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with pupil_year as (
    select
        pupil,
        year(date_of_birth) + cast(month(date_of_birth) >= 9 as integer) as born_in_year_to,
        cast(left(academic_year, 4) as integer) + 1 as year_to,
        case year_group
            when 'N1' then -2
            when 'N2' then -1
            when 'R' then 0
            else try_cast(year_group as integer)
        end as stage
    from staged.pupils
    where date_of_birth is not null
),
odd as (
    select pupil
    from pupil_year
    where year_to - born_in_year_to - 5 - stage not between -2 and (case when stage >= 12 then 4 else 2 end)
)
select
    'impossible_ages' as code,
    'pupils' as table_name,
    'date_of_birth' as column_name,
    count(*) as rows,
    count(distinct pupil) as things,
    list_slice(list(distinct pupil), 1, 5) as examples
from odd
having count(*) > 0
