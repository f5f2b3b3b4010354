-- Support sessions attended
--
-- Sessions of intervention that pupils came to, as a share of those held for them, where
-- both are known. An intervention counts whole when any day of it lies in the window.
--
-- kind:    ratio
-- unit:    percent
-- good:    high
-- area:    support
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro support_attended(from_date, to_date, subject) as table
select
    received.pupil_id,
    cast(sum(received.sessions_attended) as double) as numerator,
    cast(sum(received.sessions_offered) as double) as denominator
from support_in_window(from_date, to_date, subject) as received
where received.sessions_attended is not null and received.sessions_offered > 0
group by received.pupil_id;
