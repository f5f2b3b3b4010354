-- What the fast way put in
--
-- A name in the guise of a text and no formula ('=1) is for the careful way to read.
--
-- params:  before BIGINT
-- returns: rows BIGINT, incomplete BIGINT, from_date DATE, to_date DATE
select
    cast(coalesce(sum(counted.rows), 0) as bigint) as rows,
    cast(coalesce(
        sum(3 * counted.rows - counted.cells)
        + count(*) filter (
            counted.pupil_key is null
            or starts_with(marked_pupil.pupil, '''')
            or coalesce(starts_with(marked_pupil.school, ''''), false)
        ),
        0
    ) as bigint) as incomplete,
    min(counted.from_date) as from_date,
    max(counted.to_date) as to_date
from staged.mark_of_pupil as counted
left join staged.marked_pupil on marked_pupil.pupil_key = counted.pupil_key
where counted.first_mark >= $before
