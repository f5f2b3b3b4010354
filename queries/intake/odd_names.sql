-- Whether a school or pupil just put in would be written otherwise the careful way
--
-- params:  before BIGINT
-- returns: names BIGINT
select count(*) as names
from staged.marked_pupil
where
    pupil_key in (select pupil_key from staged.mark_of_pupil where first_mark >= $before)
    and (
        identifier_of(cell_text(clean_line(pupil), true)) is distinct from pupil
        or unguarded(cell_text(clean_line(school), true)) is distinct from school
    )
