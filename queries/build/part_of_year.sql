-- Parts of the academic year
--
-- Each academic year, term and week with a school day, with its first and last school day
-- and those of the next wider part. A week that a term cuts in two is two parts.
--
-- makes:   part_of_year
-- returns: part_id USMALLINT, kind VARCHAR, academic_year VARCHAR, term VARCHAR, week DATE,
--          first_day DATE, last_day DATE, wider_first_day DATE, wider_last_day DATE
create table part_of_year as
with school_day as (
    select date, week, term, academic_year from calendar where is_school_day
),
year_part as (
    select academic_year, min(date) as first_day, max(date) as last_day
    from school_day
    group by academic_year
),
term_part as (
    select academic_year, term, min(date) as first_day, max(date) as last_day
    from school_day
    group by academic_year, term
),
week_part as (
    select academic_year, term, week, min(date) as first_day, max(date) as last_day
    from school_day
    group by academic_year, term, week
),
part as (
    select
        'year' as kind,
        year_part.academic_year,
        cast(null as varchar) as term,
        cast(null as date) as week,
        year_part.first_day,
        year_part.last_day,
        cast(null as date) as wider_first_day,
        cast(null as date) as wider_last_day
    from year_part
    union all
    select
        'term', term_part.academic_year, term_part.term, null, term_part.first_day,
        term_part.last_day, year_part.first_day, year_part.last_day
    from term_part
    join year_part on year_part.academic_year = term_part.academic_year
    union all
    select
        'week', week_part.academic_year, week_part.term, week_part.week, week_part.first_day,
        week_part.last_day, term_part.first_day, term_part.last_day
    from week_part
    join term_part on term_part.term = week_part.term
)
select
    cast(row_number() over (order by kind = 'week', kind = 'term', first_day) as usmallint) as part_id,
    kind,
    academic_year,
    term,
    week,
    first_day,
    last_day,
    wider_first_day,
    wider_last_day
from part
order by part_id;
