-- Periods
--
-- The academic years and terms with marks, totals, results or support, in order of time.
--
-- makes:   period
-- returns: period_id USMALLINT, kind VARCHAR, label VARCHAR, from_date DATE, to_date DATE,
--          academic_year VARCHAR, position INTEGER
create table period as
with possible as (
    select
        'year' as kind,
        academic_year as label,
        academic_year,
        min(date) as from_date,
        max(date) as to_date
    from calendar
    group by academic_year
    union all
    select 'term', term, academic_year, min(date), max(date)
    from calendar
    group by term, academic_year
),
span as (
    select date as from_date, date as to_date from calendar where is_school_day
    union
    select from_date, to_date from attendance_total
    union
    select assessed_on, assessed_on from result where kind = 'result'
    union
    select starts_on, runs_to from support
)
select
    cast(row_number() over (order by kind desc, from_date) as usmallint) as period_id,
    kind,
    label,
    from_date,
    to_date,
    academic_year,
    cast(row_number() over (partition by kind order by from_date) as integer) as position
from possible
semi join span on span.from_date <= possible.to_date and span.to_date >= possible.from_date
order by period_id;
