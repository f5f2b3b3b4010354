-- A measure's values in scope
--
-- Any measure's pupils among those that the filter bar chooses.
--
-- params:  measure VARCHAR, from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, enrolment_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro scoped_values(
    measure, from_date, to_date, subject, schools, year_groups, classes, groups
) as table
select found.pupil_id, scope.enrolment_id, found.numerator, found.denominator
from pupils_in_scope(to_date, schools, year_groups, classes, groups) as scope
join measured_for_scope(
    measure, from_date, to_date, subject, schools, year_groups, classes, groups
) as found on found.pupil_id = scope.pupil_id;
