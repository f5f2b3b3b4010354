-- Sessions in a window
--
-- Each pupil's sessions between two days, both included, in parts that do not overlap:
-- whole academic years, whole terms, whole weeks, and the days that are left from the
-- marks. A part is whole when no school day of it lies outside the window. Totals wholly
-- inside the window count too, but not one inside another that does. `attending` and
-- `late` come from marks alone, as totals say nothing of lateness.
--
-- params:  from_date DATE, to_date DATE
-- returns: pupil_id UINTEGER, possible BIGINT, attending BIGINT, absent BIGINT,
--          authorised BIGINT, unauthorised BIGINT, late BIGINT
create or replace macro sessions_in_window(from_date, to_date) as table
with whole_year as (
    select period.label
    from period
    where period.kind = 'year' and period.first_day >= from_date and period.last_day <= to_date
),
whole_term as (
    select period.label
    from period
    where period.kind = 'term' and period.first_day >= from_date and period.last_day <= to_date
        and period.academic_year not in (select whole_year.label from whole_year)
),
loose_day as (
    select
        calendar.date,
        calendar.week,
        calendar.term,
        calendar.week_first_day >= from_date and calendar.week_last_day <= to_date as in_whole_week
    from calendar
    where calendar.is_school_day and calendar.date >= from_date and calendar.date <= to_date
        and calendar.academic_year not in (select whole_year.label from whole_year)
        and calendar.term not in (select whole_term.label from whole_term)
),
part as (
    select
        pupil_year.pupil_id, pupil_year.possible, pupil_year.attending, pupil_year.absent,
        pupil_year.authorised, pupil_year.unauthorised, pupil_year.late
    from pupil_year
    join whole_year on whole_year.label = pupil_year.academic_year
    union all
    select
        pupil_term.pupil_id, pupil_term.possible, pupil_term.attending, pupil_term.absent,
        pupil_term.authorised, pupil_term.unauthorised, pupil_term.late
    from pupil_term
    join whole_term on whole_term.label = pupil_term.term
    union all
    select
        pupil_week.pupil_id, pupil_week.possible, pupil_week.attending, pupil_week.absent,
        pupil_week.authorised, pupil_week.unauthorised, pupil_week.late
    from pupil_week
    join (select distinct loose_day.week, loose_day.term from loose_day where loose_day.in_whole_week)
        as whole_week
        on whole_week.week = pupil_week.week and whole_week.term = pupil_week.term
    union all
    select
        mark.pupil_id,
        cast(attendance_code.counts_as_possible as integer),
        cast(attendance_code.counts_as_attending as integer),
        cast(attendance_code.counts_as_absent as integer),
        cast(attendance_code.counts_as_absent and attendance_code.authorised as integer),
        cast(attendance_code.counts_as_absent and not attendance_code.authorised as integer),
        cast(attendance_code.counts_as_attending and attendance_code.is_late as integer)
    from mark
    join loose_day on loose_day.date = mark.date and not loose_day.in_whole_week
    join attendance_code on attendance_code.code = mark.code
    union all
    select
        attendance_total.pupil_id,
        attendance_total.possible,
        0,
        attendance_total.authorised + attendance_total.unauthorised,
        attendance_total.authorised,
        attendance_total.unauthorised,
        0
    from attendance_total
    where attendance_total.from_date >= from_date and attendance_total.to_date <= to_date
        and not coalesce(
            attendance_total.wider_from >= from_date and attendance_total.wider_to <= to_date, false)
)
select
    part.pupil_id,
    cast(sum(part.possible) as bigint) as possible,
    cast(sum(part.attending) as bigint) as attending,
    cast(sum(part.absent) as bigint) as absent,
    cast(sum(part.authorised) as bigint) as authorised,
    cast(sum(part.unauthorised) as bigint) as unauthorised,
    cast(sum(part.late) as bigint) as late
from part
group by part.pupil_id;
