-- What the fast way put in
--
-- A name in the guise of a text and no formula ('=1) is for the careful way to read.
--
-- params:  before BIGINT
-- returns: rows BIGINT, incomplete BIGINT, from_date DATE, to_date DATE
select
    count(*) as rows,
    count(*) filter (
        pupil is null or date is null or session is null or code is null
        or starts_with(pupil, '''') or starts_with(school, '''')
    ) as incomplete,
    min(date) as from_date,
    max(date) as to_date
from staged.attendance
where rowid >= $before
