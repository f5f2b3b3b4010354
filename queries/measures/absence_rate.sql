-- Absence rate
--
-- Sessions missed, with leave or without, as a share of the sessions the pupils could
-- have attended. A session is a morning or an afternoon. Days on which the school is
-- closed, or a pupil need not or cannot come, are not possible sessions.
--
-- kind:    ratio
-- unit:    percent
-- good:    low
-- area:    attendance
-- source:  DfE, pupil attendance in schools: methodology
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro absence_rate(from_date, to_date, subject) as table
select
    sessions.pupil_id,
    cast(sessions.absent as double) as numerator,
    cast(sessions.possible as double) as denominator
from sessions_in_window(from_date, to_date) as sessions
where sessions.possible > 0;
