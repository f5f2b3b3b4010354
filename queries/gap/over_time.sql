-- A measure by group over time
--
-- The groups of one characteristic in each academic year or term, all subjects together,
-- from the values stored when the school was published. A pupil is in the group of the
-- enrolment that is valid at the end of the period.
--
-- params:  measure VARCHAR, characteristic VARCHAR, period_kind VARCHAR,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: period VARCHAR, from_date DATE, to_date DATE, academic_year VARCHAR,
--          code VARCHAR, group VARCHAR, position INTEGER, is_focus BOOLEAN, is_reference BOOLEAN,
--          pupils BIGINT, numerator DOUBLE, denominator DOUBLE, positive BIGINT, mean DOUBLE,
--          variance DOUBLE, numerator_variance DOUBLE, denominator_variance DOUBLE,
--          covariance DOUBLE
with summed as (
    select
        measured.period_id,
        pupil_group.characteristic_id,
        pupil_group.group_id,
        count(measured.pupil_id) as pupils,
        sum(measured.numerator) as numerator,
        sum(measured.denominator) as denominator,
        count(*) filter (measured.numerator > 0) as positive,
        avg(measured.numerator / measured.denominator) as mean,
        var_samp(measured.numerator / measured.denominator) as variance,
        var_samp(measured.numerator) as numerator_variance,
        var_samp(measured.denominator) as denominator_variance,
        covar_samp(measured.numerator, measured.denominator) as covariance
    from pupil_measure as measured
    join period on period.period_id = measured.period_id
    join enrolments_in_scope($schools, $year_groups, $classes, $groups) as scope
        on scope.enrolment_id = measured.enrolment_id
    join pupil_group on pupil_group.enrolment_id = measured.enrolment_id
    join characteristic on characteristic.characteristic_id = pupil_group.characteristic_id
    where measured.measure = $measure
        and period.kind = $period_kind
        and characteristic.characteristic = $characteristic
    group by measured.period_id, pupil_group.characteristic_id, pupil_group.group_id
)
select
    period.label as period,
    period.from_date,
    period.to_date,
    period.academic_year,
    characteristic_group.code,
    characteristic_group.label as "group",
    characteristic_group.position,
    characteristic_group.is_focus,
    characteristic_group.is_reference,
    summed.pupils,
    summed.numerator,
    summed.denominator,
    case when summed.pupils > 0 then summed.positive end as positive,
    summed.mean,
    summed.variance,
    summed.numerator_variance,
    summed.denominator_variance,
    summed.covariance
from summed
join characteristic_group
    on characteristic_group.characteristic_id = summed.characteristic_id
    and characteristic_group.group_id = summed.group_id
join period on period.period_id = summed.period_id
order by period.from_date, characteristic_group.position
