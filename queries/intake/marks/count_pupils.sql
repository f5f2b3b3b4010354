-- Count the marks just put in, a pupil
--
-- `first_mark` is the place of the first of them all: it may lie beyond that of marks taken out before.
--
-- params:  before BIGINT
-- fills:   staged.mark_of_pupil
insert into staged.mark_of_pupil by name
select
    min(min(rowid)) over () as first_mark,
    max(rowid) as last_mark,
    batch,
    pupil_key,
    count(*) as rows,
    count(date) + count(session) + count(code) as cells,
    min(date) as from_date,
    max(date) as to_date
from staged.mark
where rowid >= $before
group by pupil_key, batch;
