-- School days by week
--
-- Each school day with its part of the year, its bits in `build/week_pattern` and whether it lies
-- next to a holiday.
--
-- returns: part_id USMALLINT, date DATE, week DATE, term VARCHAR, academic_year VARCHAR, place INTEGER,
--          edge INTEGER
select
    part_of_year.part_id,
    calendar.date,
    part_of_year.week,
    part_of_year.term,
    part_of_year.academic_year,
    3 << (2 * (cast(calendar.weekday as integer) - 1)) as place,
    cast(school_week.edges & (3 << (2 * (cast(calendar.weekday as integer) - 1))) as integer) as edge
from calendar
join part_of_year
    on part_of_year.kind = 'week'
    and part_of_year.week = calendar.week
    and part_of_year.term = calendar.term
join school_week on school_week.part_id = part_of_year.part_id
where calendar.is_school_day
order by part_of_year.part_id, calendar.date
