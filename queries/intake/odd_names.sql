-- Whether a school or pupil just put in would be written otherwise the careful way
--
-- params:  before BIGINT
-- returns: names BIGINT
select count(*) as names
from (
    select distinct school, pupil
    from staged.attendance
    where rowid >= $before
) as name
where
    cell_text(clean_line(pupil), true) is distinct from pupil
    or cell_text(clean_line(school), true) is distinct from school
