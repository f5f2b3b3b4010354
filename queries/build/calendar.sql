-- Calendar
--
-- Each day of each academic year: its week, half-term, term and year, so that page
-- queries need no date functions. Terms follow the census: autumn to 31 December, spring
-- to Easter Sunday, summer after it. A term's halves part at its longest break. A school
-- day is a day with any mark; `week_first_day` and `week_last_day` are the first and the
-- last one of the part of the week that lies in the same term.
--
-- makes:   calendar
-- returns: date DATE, weekday TINYINT, week DATE, half_term VARCHAR, term VARCHAR,
--          academic_year VARCHAR, is_school_day BOOLEAN, week_first_day DATE, week_last_day DATE
create table calendar as
with term as (
    select
        academic_year.academic_year,
        unnest(['Autumn ', 'Spring ', 'Summer ']) || unnest([
            year(academic_year.from_date), year(academic_year.to_date), year(academic_year.to_date)
        ]) as term,
        unnest([academic_year.from_date, make_date(year(academic_year.to_date), 1, 1), easter + 1])
            as from_date,
        unnest([make_date(year(academic_year.from_date), 12, 31), easter, academic_year.to_date])
            as to_date
    from academic_year, easter_sunday(year(academic_year.to_date))
),
day as (
    select
        cast(unnest(generate_series(term.from_date, term.to_date, interval 1 day)) as date) as date,
        term.term,
        term.academic_year
    from term
),
school_day as (
    select distinct mark_of_day.date from staged.mark_of_day
),
dated as (
    select
        day.date,
        cast(isodow(day.date) as tinyint) as weekday,
        cast(day.date - cast(isodow(day.date) - 1 as integer) as date) as week,
        day.term,
        day.academic_year,
        school_day.date as school_date
    from day
    left join school_day on school_day.date = day.date
),
gap as (
    select
        term,
        school_date,
        school_date - lag(school_date) over (partition by term order by school_date) as days
    from dated
    where school_date is not null
),
second_half as (
    select term, arg_max(school_date, days) as from_date
    from gap
    where days > 7
    group by term
)
select
    dated.date,
    dated.weekday,
    dated.week,
    replace(dated.term, ' ', case when dated.date >= second_half.from_date then ' 2 ' else ' 1 ' end)
        as half_term,
    dated.term,
    dated.academic_year,
    dated.school_date is not null as is_school_day,
    min(dated.school_date) over week_part as week_first_day,
    max(dated.school_date) over week_part as week_last_day
from dated
left join second_half on second_half.term = dated.term
window week_part as (partition by dated.term, dated.week)
order by dated.date;
