-- Marks, with their batch
--
-- One row a pupil, day and session. Filled by `build/marks_of_year`.
--
-- makes:   mark
-- returns: pupil_id UINTEGER, date DATE, session ENUM, code ENUM, batch USMALLINT
create table mark as
select
    pupil.pupil_id,
    waiting.date,
    waiting.session,
    waiting.code,
    waiting.batch
from staged.mark as waiting, pupil
limit 0;
