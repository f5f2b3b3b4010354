-- Whether a school or pupil just put in would be written otherwise the careful way
--
-- The names come as aggregates of their groups: names themselves would be looked at once a mark.
--
-- params:  before BIGINT
-- returns: names BIGINT
with name as (
    select min(school) as school, min(pupil) as pupil
    from staged.attendance
    where rowid >= $before
    group by school, pupil
)
select count(*) as names
from name
where
    cell_text(clean_line(pupil), true) is distinct from pupil
    or cell_text(clean_line(school), true) is distinct from school
