-- Hours of support
--
-- Hours of intervention that a pupil came to in the window, on the mean over pupils on roll
-- in it, those with none among them. Sessions attended are spread evenly over the days from
-- the pupil's first to the last. A pupil whose sessions or minutes are not known does not
-- count, and nobody does where no sessions are known at all.
--
-- kind:    mean
-- unit:    hours
-- good:    neither
-- area:    support
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro support_hours(from_date, to_date, subject) as table
select
    pupils.pupil_id,
    coalesce(supported.hours, 0) as numerator,
    cast(1 as double) as denominator
from pupils_who_could_have_support(from_date, to_date) as pupils
left join (
    select
        received.pupil_id,
        sum(received.sessions_attended * received.minutes / 60 * received.share_in_window) as hours,
        bool_and(received.sessions_attended is not null and received.minutes is not null) as is_known
    from support_in_window(from_date, to_date, subject) as received
    group by received.pupil_id
) as supported on supported.pupil_id = pupils.pupil_id
where (supported.pupil_id is null or supported.is_known)
    and exists (select 1 from support where support.sessions_attended is not null);
