-- What pupils chose
--
-- The choices that these schools' pupils made in an academic year, in order of preference, the
-- reserves last.
--
-- params:  schools VARCHAR[], academic_year VARCHAR
-- returns: pupil_id UINTEGER, rank INTEGER, subject VARCHAR, allocated BOOLEAN
select option_choice.pupil_id, option_choice.rank, option_choice.subject, option_choice.allocated
from option_choice
join pupil on pupil.pupil_id = option_choice.pupil_id
where list_contains($schools, pupil.school) and option_choice.academic_year = $academic_year
order by option_choice.pupil_id, option_choice.rank
