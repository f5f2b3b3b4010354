-- Choices of subjects
--
-- What each pupil chose in the academic year in which the choice was made, in order of
-- preference with the reserves last, and whether it was given.
--
-- makes:   option_choice
-- returns: pupil_id UINTEGER, academic_year VARCHAR, rank INTEGER, subject VARCHAR, allocated BOOLEAN
create table option_choice as
select pupil.pupil_id, choice.academic_year, choice.rank, choice.subject, choice.allocated
from staged.options as choice
join pupil on pupil.school = choice.school and pupil.pupil = choice.pupil
qualify row_number() over (
    partition by pupil.pupil_id, choice.academic_year, choice.rank order by choice.batch desc
) = 1
order by pupil.pupil_id, choice.academic_year, choice.rank;
