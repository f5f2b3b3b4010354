-- Marks of one academic year
--
-- In order of pupil, day and session: so a school costs no more than its own marks, a
-- mark two bytes, and a few days no more than their year. One year at a time, as sorting
-- all at once would not fit in memory. A mark that a later batch repeats stands before
-- the earlier one, for `build/mark_latest` to keep.
--
-- params:  from_date DATE, to_date DATE
insert into mark
select
    pupil.pupil_id,
    attendance.date,
    attendance.session,
    attendance.code,
    attendance.batch
from staged.attendance
join pupil on pupil.school = attendance.school and pupil.pupil = attendance.pupil
where attendance.date between $from_date and $to_date
order by pupil.pupil_id, attendance.date, attendance.session, attendance.batch desc
