-- Value added by subject
--
-- How far each subject's results are from those that pupils of the same year group with
-- the same starting point have in all subjects: one straight line through all subjects for
-- each year group and pair of scales, at least three results to a line.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: subject VARCHAR, scale VARCHAR, pupils BIGINT, mean DOUBLE, variance DOUBLE
with attained as (
    select
        pair.subject, pair.scale, pair.baseline_scale, pair.baseline, pair.points,
        enrolment.year_group
    from starting_points_and_results($from_date, $to_date, null) as pair
    join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
        on scope.pupil_id = pair.pupil_id
    join enrolment on enrolment.enrolment_id = scope.enrolment_id
),
line as (
    select
        attained.scale,
        attained.baseline_scale,
        attained.year_group,
        avg(attained.baseline) as mean_baseline,
        avg(attained.points) as mean_points,
        coalesce(
            covar_pop(attained.points, attained.baseline) / nullif(var_pop(attained.baseline), 0), 0
        ) as slope
    from attained
    group by attained.scale, attained.baseline_scale, attained.year_group
    having count(*) >= 3
),
placed as (
    select
        attained.subject,
        attained.scale,
        attained.points - line.mean_points
            - line.slope * (attained.baseline - line.mean_baseline) as added
    from attained
    join line
        on line.scale = attained.scale
        and line.baseline_scale = attained.baseline_scale
        and line.year_group is not distinct from attained.year_group
)
select
    placed.subject,
    placed.scale,
    count(*) as pupils,
    avg(placed.added) as mean,
    var_samp(placed.added) as variance
from placed
group by placed.subject, placed.scale
order by placed.scale, placed.subject
