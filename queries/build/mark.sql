-- Marks, with their batch
--
-- One row a pupil, day and session. Filled by `build/marks_of_year`.
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
from staged.attendance, pupil
limit 0;
