-- Support in a window
--
-- Each pupil's place in each intervention that runs on any day of a window, of one
-- subject or of all, and the share of its days that lie in the window.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, minutes DOUBLE, sessions_offered INTEGER, sessions_attended INTEGER,
--          share_in_window DOUBLE
create or replace macro support_in_window(from_date, to_date, subject) as table
select
    support.pupil_id,
    intervention.minutes,
    support.sessions_offered,
    support.sessions_attended,
    cast(greatest(
        0, least(support.runs_to, to_date) - greatest(support.starts_on, from_date) + 1
    ) as double) / (support.runs_to - support.starts_on + 1) as share_in_window
from support
join intervention on intervention.intervention_id = support.intervention_id
where support.starts_on <= to_date
    and (support.ends_on is null or support.ends_on >= from_date)
    and (subject is null or intervention.subject = subject);
