-- The marks that a file brought: where they lie, and which days of which school they are about
--
-- params:  batch USMALLINT, name VARCHAR, header_row INTEGER, before BIGINT
-- fills:   staged.marks_loaded
insert into staged.marks_loaded
select
    $batch as batch,
    $name as name,
    $header_row as header_row,
    min(counted.first_mark) as first_mark,
    max(counted.last_mark) as last_mark,
    marked_pupil.school,
    min(counted.from_date) as from_date,
    max(counted.to_date) as to_date
from staged.mark_of_pupil as counted
join staged.marked_pupil on marked_pupil.pupil_key = counted.pupil_key
where counted.first_mark >= $before
group by marked_pupil.school;
