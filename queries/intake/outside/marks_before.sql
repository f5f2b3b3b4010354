-- Where to begin to look for marks that another file of this import has too
--
-- Null where no earlier file has marks of these schools between these days.
--
-- params:  batch USMALLINT, before BIGINT
-- returns: first_mark BIGINT
with added as (
    select marked_pupil.school, min(counted.from_date) as from_date, max(counted.to_date) as to_date
    from staged.mark_of_pupil as counted
    join staged.marked_pupil on marked_pupil.pupil_key = counted.pupil_key
    where counted.first_mark >= $before
    group by marked_pupil.school
)
select min(marks_loaded.first_mark) as first_mark
from staged.marks_loaded
join added
    on added.school is not distinct from marks_loaded.school
    and added.from_date <= marks_loaded.to_date
    and added.to_date >= marks_loaded.from_date
where marks_loaded.batch = $batch
