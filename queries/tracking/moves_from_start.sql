-- Moves from the starting point
--
-- Each pupil's latest result in one subject beside the starting point of value added: the
-- subject's own baseline, else the pupil's prior attainment.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, year_group VARCHAR, from_scale VARCHAR, from_points DOUBLE,
--          scale VARCHAR, points DOUBLE, is_after_leaving BOOLEAN
select
    latest.pupil_id,
    enrolment.year_group,
    starting_point.scale as from_scale,
    starting_point.points as from_points,
    latest.scale,
    latest.points,
    coalesce(latest.assessed_on > enrolment.left_on, false) as is_after_leaving
from latest_results($from_date, $to_date, $subject) as latest
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = latest.pupil_id
join enrolment on enrolment.enrolment_id = scope.enrolment_id
left join starting_point
    on starting_point.pupil_id = latest.pupil_id
    and starting_point.subject = latest.subject
    and starting_point.valid_from <= latest.assessed_on
    and starting_point.valid_to >= latest.assessed_on
order by latest.pupil_id
