-- Marks, with their batch
--
-- One row a pupil, day and session, in that order: sorted so, one school costs no more
-- than its own marks, and a mark two bytes. A mark that a later batch repeats stands
-- before the earlier one, for `build/mark_latest` to keep.
--
-- makes:   mark
-- returns: pupil_id UINTEGER, date DATE, session ENUM, code ENUM, batch USMALLINT
create table mark as
select
    pupil.pupil_id,
    attendance.date,
    attendance.session,
    attendance.code,
    attendance.batch
from staged.attendance
join pupil on pupil.school = attendance.school and pupil.pupil = attendance.pupil
order by pupil.pupil_id, attendance.date, attendance.session, attendance.batch desc;
