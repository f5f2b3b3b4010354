-- Results that no figure can count
--
-- Of the results of the pupils in scope in a window: how many there are, and how many have no points, such as
-- an absence or a grade that is not on its scale.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: results BIGINT, without_points BIGINT
select count(*) as results, count(*) filter (where result.points is null) as without_points
from result
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = result.pupil_id
where result.kind = 'result'
    and result.assessed_on between $from_date and $to_date
    and ($subject is null or result.subject = $subject)
