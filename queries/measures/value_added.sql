-- Value added
--
-- How many points a pupil's results are above what pupils with the same baseline reach,
-- on the mean over subjects. What is expected is a straight line through all pupils in
-- scope with both, for each subject and pair of scales; fewer than three pupils make no
-- line. The baseline is the subject's own, or else the mean of the pupil's baselines on
-- one scale.
--
-- kind:    mean
-- unit:    points
-- good:    high
-- area:    attainment
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro value_added(from_date, to_date, subject) as table
with attained as (
    select
        pair.pupil_id, pair.subject, pair.scale, pair.baseline_scale, pair.baseline, pair.points
    from starting_points_and_results(from_date, to_date, subject) as pair
),
line as (
    select
        attained.subject,
        attained.scale,
        attained.baseline_scale,
        avg(attained.baseline) as mean_baseline,
        avg(attained.points) as mean_points,
        coalesce(
            covar_pop(attained.points, attained.baseline) / nullif(var_pop(attained.baseline), 0), 0
        ) as slope
    from attained
    group by attained.subject, attained.scale, attained.baseline_scale
    having count(*) >= 3
)
select
    attained.pupil_id,
    sum(
        attained.points - line.mean_points - line.slope * (attained.baseline - line.mean_baseline)
    ) as numerator,
    cast(count(*) as double) as denominator
from attained
join line
    on line.subject = attained.subject
    and line.scale = attained.scale
    and line.baseline_scale = attained.baseline_scale
group by attained.pupil_id;
