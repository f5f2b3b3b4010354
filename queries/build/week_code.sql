-- Reasons by week
--
-- The sessions of a week, in the bits of `build/week_pattern`, that a pupil missed or came late to,
-- by code: one mark in ten is such a one.
--
-- makes:   week_code
-- returns: part_id USMALLINT, pupil_id UINTEGER, code ENUM, sessions USMALLINT
create table week_code as
with day as (
    select calendar.date, part_of_year.part_id, 1 << (2 * (calendar.weekday::integer - 1)) as place
    from calendar
    join part_of_year
        on part_of_year.kind = 'week'
        and part_of_year.week = calendar.week
        and part_of_year.term = calendar.term
    where calendar.is_school_day
)
select
    day.part_id,
    mark.pupil_id,
    mark.code,
    cast(sum(case when mark.session = 'PM' then 2 * day.place else day.place end) as usmallint)
        as sessions
from mark
join attendance_code
    on attendance_code.code = mark.code
    and (attendance_code.counts_as_absent or attendance_code.is_late)
join day on day.date = mark.date
group by day.part_id, mark.pupil_id, mark.code
order by day.part_id, mark.pupil_id, mark.code;
