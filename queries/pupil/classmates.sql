-- Pupils of the chosen classes
--
-- Everyone of one school who is in one of the classes that the filter bar chooses, in
-- order of name: to go through a class one pupil after another.
--
-- params:  school VARCHAR, classes VARCHAR[], to_date DATE
-- returns: pupil_id UINTEGER, pupil VARCHAR, surname VARCHAR, forename VARCHAR, year_group VARCHAR
select pupil.pupil_id, pupil.pupil, pupil.surname, pupil.forename, enrolment.year_group
from pupils_in_scope($to_date, [], [], $classes, []) as scope
join pupil on pupil.pupil_id = scope.pupil_id
join enrolment on enrolment.enrolment_id = scope.enrolment_id
where pupil.school = $school
order by pupil.surname, pupil.forename, pupil.pupil
