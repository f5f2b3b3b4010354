-- Value added in scope
--
-- Value added as `measures/value_added` has it, with the line drawn through the pupils
-- that the filter bar chooses.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro value_added_in_scope(
    from_date, to_date, subject, schools, year_groups, classes, groups
) as table
with attained as (
    select
        pair.pupil_id, pair.subject, pair.scale, pair.baseline_scale, pair.baseline, pair.points
    from starting_points_and_results(from_date, to_date, subject) as pair
    join pupils_in_scope(to_date, schools, year_groups, classes, groups) as scope
        on scope.pupil_id = pair.pupil_id
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
