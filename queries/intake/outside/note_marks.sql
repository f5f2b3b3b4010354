-- The marks that a file brought: where they lie, and which days of which school they are about
--
-- params:  batch USMALLINT, name VARCHAR, header_row INTEGER, before BIGINT
-- fills:   staged.marks_loaded
insert into staged.marks_loaded
select
    $batch as batch,
    $name as name,
    $header_row as header_row,
    cast($before as bigint) as first_mark,
    max(rowid) as last_mark,
    school,
    min(date) as from_date,
    max(date) as to_date
from staged.attendance
where rowid >= $before
group by school;
