-- What the fast way put in
--
-- A name in the guise of a text and no formula ('=1) is for the careful way to read.
--
-- params:  before BIGINT
-- returns: rows BIGINT, incomplete BIGINT, from_date DATE, to_date DATE
with pupil as (
    select
        pupil_key,
        count(*) as rows,
        count(date) + count(session) + count(code) as cells,
        min(date) as from_date,
        max(date) as to_date
    from staged.mark
    where rowid >= $before
    group by pupil_key
)
select
    cast(coalesce(sum(pupil.rows), 0) as bigint) as rows,
    cast(coalesce(
        sum(3 * pupil.rows - pupil.cells)
        + count(*) filter (
            pupil.pupil_key is null
            or starts_with(marked_pupil.pupil, '''')
            or coalesce(starts_with(marked_pupil.school, ''''), false)
        ),
        0
    ) as bigint) as incomplete,
    min(pupil.from_date) as from_date,
    max(pupil.to_date) as to_date
from pupil
left join staged.marked_pupil on marked_pupil.pupil_key = pupil.pupil_key
