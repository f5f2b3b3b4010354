-- Sessions by week
--
-- A pupil's sessions in each week, added up by what their codes count as. A week that a
-- term or a year cuts in two has a row for each part.
--
-- makes:   pupil_week
-- returns: pupil_id UINTEGER, academic_year VARCHAR, term VARCHAR, week DATE, possible USMALLINT,
--          attending USMALLINT, absent USMALLINT, authorised USMALLINT, unauthorised USMALLINT,
--          late USMALLINT
create table pupil_week as
with week_part as (
    select
        cast(row_number() over (order by week, term) as usmallint) as part,
        week,
        term,
        min(academic_year) as academic_year
    from calendar
    group by week, term
),
day as (
    select calendar.date, week_part.part
    from calendar
    join week_part on week_part.week = calendar.week and week_part.term = calendar.term
),
summed as (
    select
        mark.pupil_id,
        day.part,
        cast(count(*) filter (attendance_code.counts_as_possible) as usmallint) as possible,
        cast(count(*) filter (attendance_code.counts_as_attending) as usmallint) as attending,
        cast(count(*) filter (attendance_code.counts_as_absent) as usmallint) as absent,
        cast(count(*) filter (attendance_code.counts_as_absent and attendance_code.authorised)
            as usmallint) as authorised,
        cast(count(*) filter (attendance_code.counts_as_absent and not attendance_code.authorised)
            as usmallint) as unauthorised,
        cast(count(*) filter (attendance_code.is_late and attendance_code.counts_as_attending)
            as usmallint) as late
    from mark
    join attendance_code on attendance_code.code = mark.code
    join day on day.date = mark.date
    group by mark.pupil_id, day.part
)
select
    summed.pupil_id,
    week_part.academic_year,
    week_part.term,
    week_part.week,
    summed.possible,
    summed.attending,
    summed.absent,
    summed.authorised,
    summed.unauthorised,
    summed.late
from summed
join week_part on week_part.part = summed.part
order by summed.pupil_id, summed.part;
