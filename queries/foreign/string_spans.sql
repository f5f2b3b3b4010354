-- How many marks stand for which days
--
-- returns: from_date DATE, to_date DATE, has_no_day BOOLEAN, all_marks INTEGER,
--          packed_marks INTEGER, rows BIGINT, first_row INTEGER
select from_date, to_date, has_no_day, all_marks, packed_marks, count(*) as rows, min(source_row) as first_row
from staged.mark_row
where kind = 'row'
group by all
order by first_row;
