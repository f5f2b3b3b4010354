-- A measure by every characteristic
--
-- The groups of all characteristics at once, to set their gaps side by side.
--
-- params:  measure VARCHAR, from_date DATE, to_date DATE, subject VARCHAR,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: characteristic VARCHAR, characteristic_position INTEGER,
--          code VARCHAR, group VARCHAR, position INTEGER, is_focus BOOLEAN, is_reference BOOLEAN,
--          pupils BIGINT, numerator DOUBLE, denominator DOUBLE, positive BIGINT, mean DOUBLE,
--          variance DOUBLE, numerator_variance DOUBLE, denominator_variance DOUBLE,
--          covariance DOUBLE
with summed as (
    select
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
    from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    join pupil_group on pupil_group.enrolment_id = scope.enrolment_id
    left join measured_for_scope(
        $measure, $from_date, $to_date, $subject, $schools, $year_groups, $classes, $groups
    ) as measured on measured.pupil_id = scope.pupil_id
    group by pupil_group.characteristic_id, pupil_group.group_id
)
select
    characteristic_group.characteristic,
    characteristic_group.characteristic_position,
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
order by characteristic_group.characteristic_position, characteristic_group.position
