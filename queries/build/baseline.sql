-- Baselines
--
-- A pupil's baselines in a subject on a scale, each with the days on which it is the one
-- to measure from: the first reaches back without end, and the next takes over.
--
-- makes:   baseline
-- returns: pupil_id UINTEGER, subject VARCHAR, scale VARCHAR, points DOUBLE, valid_from DATE,
--          valid_to DATE
create table baseline as
with dated as (
    select pupil_id, subject, scale, points, assessed_on
    from result
    where kind = 'baseline' and points is not null
    qualify row_number() over (
        partition by pupil_id, subject, scale, assessed_on order by assessment desc
    ) = 1
)
select
    pupil_id,
    subject,
    scale,
    points,
    case when row_number() over in_turn = 1 then date '0001-01-01' else assessed_on end as valid_from,
    coalesce(lead(assessed_on) over in_turn - 1, date '9999-12-31') as valid_to
from dated
window in_turn as (partition by pupil_id, subject, scale order by assessed_on)
order by pupil_id, subject, scale, valid_from;
