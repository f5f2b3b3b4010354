-- Scales in scope
--
-- The scales of the latest results that a figure would count, so that it is refused where
-- there are several: points on different scales cannot be averaged.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: scale VARCHAR, results BIGINT
select latest.scale, count(*) as results
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join latest_results($from_date, $to_date, $subject) as latest on latest.pupil_id = scope.pupil_id
group by latest.scale
order by latest.scale
