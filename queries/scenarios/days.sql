-- The day that a scenario starts from
--
-- The last day of an academic year with marks or results, or where it has none the day the year
-- ends or today, whichever is sooner; and 20 January, about when the census counts, where that is
-- sooner still: at the end of a year its eldest have left.
--
-- params:  academic_year VARCHAR
-- returns: last_day DATE, census_day DATE
with told as (
    select
        academic_year.to_date,
        (
            select max(calendar.date)
            from calendar
            where calendar.is_school_day and calendar.academic_year = academic_year.academic_year
        ) as marked_on,
        (
            select max(result.assessed_on)
            from result
            where result.kind = 'result'
                and result.assessed_on between academic_year.from_date and academic_year.to_date
        ) as assessed_on
    from academic_year
    where academic_year.academic_year = $academic_year
),
latest as (
    select
        to_date,
        case
            when marked_on is null and assessed_on is null then least(to_date, current_date)
            else greatest(coalesce(marked_on, assessed_on), coalesce(assessed_on, marked_on))
        end as last_day
    from told
)
select last_day, least(last_day, make_date(year(to_date), 1, 20)) as census_day
from latest
