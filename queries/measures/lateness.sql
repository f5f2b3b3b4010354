-- Lateness
--
-- Sessions with a late arrival before the register closed (code L), as a share of the
-- sessions attended. Where only totals are at hand a pupil does not count, as totals say
-- nothing of lateness.
--
-- kind:    ratio
-- unit:    percent
-- good:    low
-- area:    attendance
-- source:  This project's definition; unverified
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro lateness(from_date, to_date, subject) as table
select
    sessions.pupil_id,
    cast(sessions.late as double) as numerator,
    cast(sessions.attending as double) as denominator
from sessions_in_window(from_date, to_date) as sessions
where sessions.attending > 0;
