-- Weeks in a window
--
-- The school weeks between two days, both included, with the days of each that lie in the
-- window, in the bits of `build/week_pattern`.
--
-- params:  from_date DATE, to_date DATE
-- returns: part_id USMALLINT, week DATE, term VARCHAR, academic_year VARCHAR, first_day DATE,
--          last_day DATE, days INTEGER
create or replace macro weeks_in_window(from_date, to_date) as table
select
    part_of_year.part_id,
    part_of_year.week,
    part_of_year.term,
    part_of_year.academic_year,
    min(calendar.date) as first_day,
    max(calendar.date) as last_day,
    cast(sum(3 << (2 * (cast(calendar.weekday as integer) - 1))) as integer) as days
from calendar
join part_of_year
    on part_of_year.kind = 'week'
    and part_of_year.week = calendar.week
    and part_of_year.term = calendar.term
where calendar.is_school_day and calendar.date >= from_date and calendar.date <= to_date
group by part_of_year.part_id, part_of_year.week, part_of_year.term, part_of_year.academic_year;
