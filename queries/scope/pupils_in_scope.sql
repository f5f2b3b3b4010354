-- Pupils in scope
--
-- The pupils that the filter bar chooses, each as the enrolment that is valid on the last
-- day of the window. Every page query about pupils joins this, so a filter is written
-- once and nowhere else.
--
-- params:  to_date DATE, schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[],
--          groups VARCHAR[]
-- returns: pupil_id UINTEGER, enrolment_id UINTEGER
create or replace macro pupils_in_scope(to_date, schools, year_groups, classes, groups) as table
select enrolled.pupil_id, enrolled.enrolment_id
from enrolments_in_scope(schools, year_groups, classes, groups) as enrolled
where enrolled.valid_from <= to_date and enrolled.valid_to >= to_date;
