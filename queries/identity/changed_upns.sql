-- Pupils whose UPN has changed
--
-- In each academic year that knows a former UPN: because a file gives it, or because the rows of an earlier
-- file have another UPN. A temporary UPN ends in a letter.
--
-- returns: school VARCHAR, pupil VARCHAR, academic_year VARCHAR, upn VARCHAR, former_upn VARCHAR
select pupil.school, pupil.pupil, enrolment.academic_year, pupil.upn, enrolment.former_upn
from enrolment
join pupil on pupil.pupil_id = enrolment.pupil_id
where upper(enrolment.former_upn) <> upper(coalesce(pupil.upn, ''))
order by pupil.school, pupil.pupil, enrolment.academic_year
