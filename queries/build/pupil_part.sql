-- Sessions by part of the year
--
-- A pupil's sessions in each week, added up by what their codes count as; terms are added
-- up from weeks, and academic years from terms.
--
-- makes:   pupil_part
-- returns: part_id USMALLINT, pupil_id UINTEGER, possible USMALLINT, attending USMALLINT,
--          absent USMALLINT, authorised USMALLINT, unauthorised USMALLINT, late USMALLINT
create table pupil_part as
with day as (
    select calendar.date, part_of_year.part_id
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
    cast(count(*) filter (attendance_code.counts_as_possible) as usmallint) as possible,
    cast(count(*) filter (attendance_code.counts_as_attending) as usmallint) as attending,
    cast(count(*) filter (attendance_code.counts_as_absent) as usmallint) as absent,
    cast(count(*) filter (attendance_code.counts_as_absent and attendance_code.authorised)
        as usmallint) as authorised,
    cast(count(*) filter (attendance_code.counts_as_absent and not attendance_code.authorised)
        as usmallint) as unauthorised,
    cast(count(*) filter (attendance_code.counts_as_attending and attendance_code.is_late)
        as usmallint) as late
from mark
join attendance_code on attendance_code.code = mark.code
join day on day.date = mark.date
group by day.part_id, mark.pupil_id
order by day.part_id, mark.pupil_id;

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
