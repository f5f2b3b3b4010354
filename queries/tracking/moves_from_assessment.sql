-- Moves from an earlier assessment
--
-- Each pupil's latest result in one subject beside the same subject's result in an earlier
-- assessment; the latest where a pupil has several under one name.
--
-- params:  assessment VARCHAR, from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, year_group VARCHAR, from_scale VARCHAR, from_points DOUBLE,
--          scale VARCHAR, points DOUBLE, is_after_leaving BOOLEAN
with earlier as (
    select result.pupil_id, result.scale, result.points, result.assessed_on
    from result
    where result.kind = 'result' and result.subject = $subject
        and result.assessment = $assessment and result.points is not null
)
select
    latest.pupil_id,
    enrolment.year_group,
    earlier.scale as from_scale,
    earlier.points as from_points,
    latest.scale,
    latest.points,
    coalesce(latest.assessed_on > enrolment.left_on, false) as is_after_leaving
from latest_results($from_date, $to_date, $subject) as latest
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = latest.pupil_id
join enrolment on enrolment.enrolment_id = scope.enrolment_id
left join earlier
    on earlier.pupil_id = latest.pupil_id and earlier.assessed_on < latest.assessed_on
qualify row_number() over (
    partition by latest.pupil_id order by earlier.assessed_on desc, earlier.scale
) = 1
order by latest.pupil_id
