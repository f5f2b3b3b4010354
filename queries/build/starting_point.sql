-- Starting points
--
-- What value added measures from, for each pupil and subject with a result: the subject's
-- own baseline, on whatever scale, else the pupil's prior attainment. Valid on the days
-- between its dates, both included.
--
-- makes:   starting_point
-- returns: pupil_id UINTEGER, subject VARCHAR, scale VARCHAR, points DOUBLE, valid_from DATE,
--          valid_to DATE
create table starting_point as
with own as (
    select pupil_id, subject, scale, points, assessed_on
    from result
    where kind = 'baseline' and points is not null
    qualify row_number() over (
        partition by pupil_id, subject, assessed_on order by assessment desc, scale
    ) = 1
)
select
    pupil_id,
    subject,
    scale,
    points,
    case when row_number() over in_turn = 1 then date '0001-01-01' else assessed_on end as valid_from,
    coalesce(lead(assessed_on) over in_turn - 1, date '9999-12-31') as valid_to
from own
window in_turn as (partition by pupil_id, subject order by assessed_on)
union all
select
    assessed.pupil_id,
    assessed.subject,
    prior_attainment.scale,
    prior_attainment.points,
    date '0001-01-01',
    date '9999-12-31'
from (select distinct pupil_id, subject from result where kind = 'result') as assessed
join prior_attainment on prior_attainment.pupil_id = assessed.pupil_id
anti join own on own.pupil_id = assessed.pupil_id and own.subject = assessed.subject
order by pupil_id, subject, valid_from;
