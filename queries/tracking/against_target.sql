-- Results against targets
--
-- The latest results of the pupils that the filter bar chooses, beside the targets in force
-- on the last day: counts and mean differences by subject, scale and group of one
-- characteristic. `results` counts all, `pupils` those with a target on the same scale.
--
-- params:  characteristic VARCHAR, from_date DATE, to_date DATE, subject VARCHAR,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: subject VARCHAR, scale VARCHAR, column VARCHAR, position INTEGER, results BIGINT,
--          pupils BIGINT, mean DOUBLE, variance DOUBLE, positive BIGINT, after_leaving BIGINT
with aimed as (
    select
        latest.subject,
        latest.scale,
        pupil_group.characteristic_id,
        pupil_group.group_id,
        latest.points - target.points as difference,
        latest.assessed_on > enrolment.left_on as is_after_leaving
    from latest_results($from_date, $to_date, $subject) as latest
    join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
        on scope.pupil_id = latest.pupil_id
    join enrolment on enrolment.enrolment_id = scope.enrolment_id
    join pupil_group on pupil_group.enrolment_id = scope.enrolment_id
    join characteristic
        on characteristic.characteristic_id = pupil_group.characteristic_id
        and characteristic.characteristic = $characteristic
    left join result as target
        on target.kind = 'target'
        and target.pupil_id = latest.pupil_id
        and target.subject = latest.subject
        and target.scale = latest.scale
        and target.points is not null
        and target.assessed_on <= $to_date
        and (target.next_on is null or target.next_on > $to_date)
),
counted as (
    select
        subject,
        scale,
        characteristic_id,
        group_id,
        count(*) as results,
        count(difference) as pupils,
        avg(difference) as mean,
        var_samp(difference) as variance,
        count(*) filter (where difference >= 0) as positive,
        count(*) filter (where is_after_leaving) as after_leaving
    from aimed
    group by subject, scale, characteristic_id, group_id
)
select
    counted.subject,
    counted.scale,
    characteristic_group.label as "column",
    characteristic_group.position,
    counted.results,
    counted.pupils,
    counted.mean,
    counted.variance,
    counted.positive,
    counted.after_leaving
from counted
join characteristic_group
    on characteristic_group.characteristic_id = counted.characteristic_id
    and characteristic_group.group_id = counted.group_id
order by counted.subject, counted.scale, characteristic_group.position
