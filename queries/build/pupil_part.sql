-- Sessions by part of the year
--
-- A pupil's sessions in each week, added up by what their codes count as; terms are added
-- up from weeks, and academic years from terms.
--
-- The marks are read once, with all counts of a week in one number, four bits each (a week has at
-- most 14 sessions), and its places in another: a sum for each count would take longer than
-- both. `build/week_pattern` takes the places.
--
-- makes:   pupil_part
-- returns: part_id USMALLINT, pupil_id UINTEGER, possible USMALLINT, attending USMALLINT,
--          absent USMALLINT, authorised USMALLINT, unauthorised USMALLINT, late USMALLINT
create temp table week_sum as
with day as (
    select calendar.date, part_of_year.part_id, 1 << (2 * (calendar.weekday::integer - 1)) as place
    from calendar
    join part_of_year
        on part_of_year.kind = 'week'
        and part_of_year.week = calendar.week
        and part_of_year.term = calendar.term
    where calendar.is_school_day
),
counting as (
    select
        attendance_code.code,
        sessions.session,
        cast(attendance_code.counts_as_possible as integer)
        + 16 * cast(attendance_code.counts_as_attending as integer)
        + 256 * cast(attendance_code.counts_as_absent as integer)
        + 4096 * cast(attendance_code.counts_as_absent and attendance_code.authorised as integer)
        + 65536 * cast(attendance_code.counts_as_absent and not attendance_code.authorised as integer)
        + 1048576 * cast(attendance_code.counts_as_attending and attendance_code.is_late as integer)
            as counted,
        case when sessions.session = 'PM' then 2 else 1 end * (
            cast(attendance_code.counts_as_possible as integer)
            + 16384 * cast(attendance_code.counts_as_absent as integer)
        ) as placed
    from attendance_code
    -- As text, which `enum_range` gives, every mark's session would be made a text to be compared.
    cross join (
        select cast(unnest(enum_range(cast(null as enum ('AM', 'PM')))) as enum ('AM', 'PM')) as session
    ) as sessions
)
select
    day.part_id,
    mark.pupil_id,
    cast(sum(counting.counted) as bigint) as counted,
    cast(sum(counting.placed * day.place) as bigint) as placed
from mark
join counting on counting.code = mark.code and counting.session = mark.session
join day on day.date = mark.date
group by day.part_id, mark.pupil_id
order by day.part_id, mark.pupil_id;

create table pupil_part as
select
    part_id,
    pupil_id,
    cast(counted & 15 as usmallint) as possible,
    cast((counted >> 4) & 15 as usmallint) as attending,
    cast((counted >> 8) & 15 as usmallint) as absent,
    cast((counted >> 12) & 15 as usmallint) as authorised,
    cast((counted >> 16) & 15 as usmallint) as unauthorised,
    cast((counted >> 20) & 15 as usmallint) as late
from week_sum;  -- in its order

insert into pupil_part
select
    term.part_id,
    pupil_part.pupil_id,
    cast(sum(pupil_part.possible) as usmallint),
    cast(sum(pupil_part.attending) as usmallint),
    cast(sum(pupil_part.absent) as usmallint),
    cast(sum(pupil_part.authorised) as usmallint),
    cast(sum(pupil_part.unauthorised) as usmallint),
    cast(sum(pupil_part.late) as usmallint)
from pupil_part
join part_of_year as week on week.part_id = pupil_part.part_id and week.kind = 'week'
join part_of_year as term on term.term = week.term and term.kind = 'term'
group by term.part_id, pupil_part.pupil_id
order by term.part_id, pupil_part.pupil_id;

insert into pupil_part
select
    year.part_id,
    pupil_part.pupil_id,
    cast(sum(pupil_part.possible) as usmallint),
    cast(sum(pupil_part.attending) as usmallint),
    cast(sum(pupil_part.absent) as usmallint),
    cast(sum(pupil_part.authorised) as usmallint),
    cast(sum(pupil_part.unauthorised) as usmallint),
    cast(sum(pupil_part.late) as usmallint)
from pupil_part
join part_of_year as term on term.part_id = pupil_part.part_id and term.kind = 'term'
join part_of_year as year on year.academic_year = term.academic_year and year.kind = 'year'
group by year.part_id, pupil_part.pupil_id
order by year.part_id, pupil_part.pupil_id;
