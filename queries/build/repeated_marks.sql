-- Repeated marks
--
-- Sessions that one batch marks more than once for a pupil: such a batch is refused, as
-- nobody can say which mark is right. To be run between `build/marks_of_year`
-- and `build/mark_latest`, on marks in order, so that equal keys are neighbours.
--
-- returns: batch USMALLINT, school VARCHAR, pupil VARCHAR, date DATE, session VARCHAR
with neighbour as (
    select
        mark.*,
        lag(mark.pupil_id) over () = mark.pupil_id
        and lag(mark.date) over () = mark.date
        and lag(mark.session) over () = mark.session
        and lag(mark.batch) over () = mark.batch as is_repeated
    from mark
)
select
    neighbour.batch,
    pupil.school,
    pupil.pupil,
    neighbour.date,
    cast(neighbour.session as varchar) as session
from neighbour
join pupil on pupil.pupil_id = neighbour.pupil_id
where neighbour.is_repeated
order by neighbour.batch, neighbour.pupil_id, neighbour.date, neighbour.session
