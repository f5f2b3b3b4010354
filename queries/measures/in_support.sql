-- In support
--
-- Pupils with a place in an intervention on any day of the window, as a share of pupils on
-- roll in it; with a subject chosen, interventions of that subject. Nothing is shown where
-- the school holds no data on support in those academic years.
--
-- kind:    proportion
-- unit:    percent
-- good:    neither
-- area:    support
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro in_support(from_date, to_date, subject) as table
select
    pupils.pupil_id,
    cast(supported.pupil_id is not null as double) as numerator,
    cast(1 as double) as denominator
from pupils_who_could_have_support(from_date, to_date) as pupils
left join (
    select distinct received.pupil_id
    from support_in_window(from_date, to_date, subject) as received
) as supported on supported.pupil_id = pupils.pupil_id;
