-- Schools and pupils just put in that have a space within, or an apostrophe before them
--
-- Of names in plain letters only these may be written otherwise the careful way.
--
-- params:  before BIGINT
-- returns: names BIGINT
select count(*) as names
from staged.marked_pupil
where
    pupil_key in (select pupil_key from staged.mark_of_pupil where first_mark >= $before)
    and (contains(pupil, ' ') or starts_with(pupil, '''') or starts_with(school, ''''))
