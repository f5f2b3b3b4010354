-- Moves from key stage 2
--
-- Each pupil's latest result in one subject beside the key stage 2 average of reading and
-- maths.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, year_group VARCHAR, from_scale VARCHAR, from_points DOUBLE,
--          scale VARCHAR, points DOUBLE, is_after_leaving BOOLEAN
select
    latest.pupil_id,
    enrolment.year_group,
    prior_attainment.scale as from_scale,
    prior_attainment.points as from_points,
    latest.scale,
    latest.points,
    coalesce(latest.assessed_on > enrolment.left_on, false) as is_after_leaving
from latest_results($from_date, $to_date, $subject) as latest
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = latest.pupil_id
join enrolment on enrolment.enrolment_id = scope.enrolment_id
left join prior_attainment
    on prior_attainment.pupil_id = latest.pupil_id
    and prior_attainment.scale in ('KS2 scaled score', 'KS2 average')
order by latest.pupil_id
