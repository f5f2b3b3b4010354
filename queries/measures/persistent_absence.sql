-- Persistent absence
--
-- Pupils who missed a tenth or more of the sessions they could have attended, as a share
-- of pupils. Over a few weeks it says little: a single illness can reach a tenth.
--
-- kind:    proportion
-- unit:    percent
-- good:    low
-- area:    attendance
-- source:  DfE, pupil attendance in schools: methodology (10 per cent or more)
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro persistent_absence(from_date, to_date, subject) as table
select
    sessions.pupil_id,
    cast(10 * sessions.absent >= sessions.possible as double) as numerator,
    cast(1 as double) as denominator
from sessions_in_window(from_date, to_date) as sessions
where sessions.possible > 0;
