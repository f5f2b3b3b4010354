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
with whole_part as (
    select part_of_year.part_id
    from part_of_year
    where part_of_year.first_day >= from_date and part_of_year.last_day <= to_date
        and not coalesce(
            part_of_year.wider_first_day >= from_date and part_of_year.wider_last_day <= to_date, false)
),
loose_day as (
    select calendar.date
    from calendar
    where calendar.is_school_day and calendar.date >= from_date and calendar.date <= to_date
        and (calendar.week_first_day < from_date or calendar.week_last_day > to_date)
),
counted as (
    select
        pupil_part.pupil_id, pupil_part.possible, pupil_part.attending, pupil_part.absent,
        pupil_part.authorised, pupil_part.unauthorised, pupil_part.late
    from pupil_part
    join whole_part on whole_part.part_id = pupil_part.part_id
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
    join loose_day on loose_day.date = mark.date
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
    counted.pupil_id,
    cast(sum(counted.possible) as bigint) as possible,
    cast(sum(counted.attending) as bigint) as attending,
    cast(sum(counted.absent) as bigint) as absent,
    cast(sum(counted.authorised) as bigint) as authorised,
    cast(sum(counted.unauthorised) as bigint) as unauthorised,
    cast(sum(counted.late) as bigint) as late
from counted
group by counted.pupil_id;
