-- A measure by group within another characteristic
--
-- The groups of one characteristic, inside each group of another: is the gap the same for
-- girls and boys?
--
-- params:  measure VARCHAR, characteristic VARCHAR, within VARCHAR, from_date DATE, to_date DATE, subject VARCHAR,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: within VARCHAR, within_position INTEGER,
--          code VARCHAR, group VARCHAR, position INTEGER, is_focus BOOLEAN, is_reference BOOLEAN,
--          pupils BIGINT, numerator DOUBLE, denominator DOUBLE, positive BIGINT, mean DOUBLE,
--          variance DOUBLE, numerator_variance DOUBLE, denominator_variance DOUBLE,
--          covariance DOUBLE
with summed as (
    select
        pupil_level.characteristic_id as level_characteristic_id,
        pupil_level.group_id as level_id,
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
    join characteristic on characteristic.characteristic_id = pupil_group.characteristic_id
    join pupil_group as pupil_level on pupil_level.enrolment_id = scope.enrolment_id
    join characteristic as around on around.characteristic_id = pupil_level.characteristic_id
    left join measured_for_scope(
        $measure, $from_date, $to_date, $subject, $schools, $year_groups, $classes, $groups
    ) as measured on measured.pupil_id = scope.pupil_id
    where characteristic.characteristic = $characteristic and around.characteristic = $within
    group by
        pupil_level.characteristic_id,
        pupil_level.group_id,
        pupil_group.characteristic_id,
        pupil_group.group_id
)
select
    level.label as within,
    level.position as within_position,
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
join characteristic_group as level
    on level.characteristic_id = summed.level_characteristic_id and level.group_id = summed.level_id
order by level.position, characteristic_group.position
