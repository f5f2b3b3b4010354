-- Authorised absence
--
-- Sessions missed with the school's leave, illness among them, as a share of the sessions
-- the pupils could have attended.
--
-- kind:    ratio
-- unit:    percent
-- good:    low
-- area:    attendance
-- source:  DfE, pupil attendance in schools: methodology
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro authorised_absence(from_date, to_date, subject) as table
select
    sessions.pupil_id,
    cast(sessions.authorised as double) as numerator,
    cast(sessions.possible as double) as denominator
from sessions_in_window(from_date, to_date) as sessions
where sessions.possible > 0;
