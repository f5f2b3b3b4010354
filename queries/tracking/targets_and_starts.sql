-- Targets beside prior attainment
--
-- For each pupil that the filter bar chooses and each scale: how far the targets in force
-- on the last day are, on the mean over subjects, from the mean target of the same subject
-- and year group; and the pupil's prior attainment. Pupils who left before the window are
-- left out: a target may be without end. The page reckons this in memory, to the last digit:
-- `dashboard/tracking/aims.py`.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, year_group VARCHAR, scale VARCHAR, above DOUBLE,
--          baseline_scale VARCHAR, baseline DOUBLE
with aimed as (
    select
        scope.pupil_id,
        enrolment.year_group,
        target.scale,
        target.points - avg(target.points) over (
            partition by target.subject, target.scale, enrolment.year_group
        ) as above
    from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    join enrolment on enrolment.enrolment_id = scope.enrolment_id
    join academic_year
        on academic_year.academic_year = enrolment.academic_year
        and academic_year.to_date >= $from_date
    join result as target
        on target.kind = 'target'
        and target.pupil_id = scope.pupil_id
        and target.points is not null
        and target.assessed_on <= $to_date
        and (target.next_on is null or target.next_on > $to_date)
        and ($subject is null or target.subject = $subject)
    where enrolment.left_on is null or enrolment.left_on >= $from_date
)
select
    aimed.pupil_id,
    aimed.year_group,
    aimed.scale,
    avg(aimed.above) as above,
    prior_attainment.scale as baseline_scale,
    prior_attainment.points as baseline
from aimed
left join prior_attainment on prior_attainment.pupil_id = aimed.pupil_id
group by
    aimed.pupil_id, aimed.year_group, aimed.scale, prior_attainment.scale, prior_attainment.points
order by aimed.pupil_id, aimed.scale
