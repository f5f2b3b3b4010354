-- The marks that a file brought: where they lie, and which days of which school they are about
--
-- params:  batch USMALLINT, name VARCHAR, header_row INTEGER, before BIGINT
-- fills:   staged.marks_loaded
insert into staged.marks_loaded
with pupil as (
    select
        pupil_key,
        min(rowid) as first_mark,
        max(rowid) as last_mark,
        min(date) as from_date,
        max(date) as to_date
    from staged.mark
    where rowid >= $before
    group by pupil_key
)
select
    $batch as batch,
    $name as name,
    $header_row as header_row,
    (select min(first_mark) from pupil) as first_mark,
    max(pupil.last_mark) as last_mark,
    marked_pupil.school,
    min(pupil.from_date) as from_date,
    max(pupil.to_date) as to_date
from pupil
join staged.marked_pupil on marked_pupil.pupil_key = pupil.pupil_key
group by marked_pupil.school;
