-- Severe absence
--
-- Pupils who missed half or more of the sessions they could have attended, as a share of
-- pupils. They are among the persistently absent.
--
-- kind:    proportion
-- unit:    percent
-- good:    low
-- area:    attendance
-- source:  DfE, pupil absence in schools in England (50 per cent or more)
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro severe_absence(from_date, to_date, subject) as table
select
    sessions.pupil_id,
    cast(2 * sessions.absent >= sessions.possible as double) as numerator,
    cast(1 as double) as denominator
from sessions_in_window(from_date, to_date) as sessions
where sessions.possible > 0;
