-- Who is in scope
--
-- The enrolments that the filter bar chooses, on whatever day they are valid, in order of pupil.
--
-- params:  schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: enrolment_id UINTEGER, pupil_id UINTEGER, valid_from DATE, valid_to DATE
select scope.enrolment_id, scope.pupil_id, scope.valid_from, scope.valid_to
from enrolments_in_scope($schools, $year_groups, $classes, $groups) as scope
order by scope.pupil_id, scope.valid_from
