-- Count the marks just put in, a day and code
--
-- params:  before BIGINT
-- fills:   staged.mark_of_day
insert into staged.mark_of_day by name
select $before as first_mark, batch, date, code, count(*) as rows
from staged.mark
where rowid >= $before
group by batch, date, code;
