-- How many rows of each kind a register has
--
-- returns: kind VARCHAR, rows BIGINT, first_row INTEGER
select kind, count(*) as rows, min(source_row) as first_row
from staged.mark_row
group by kind;
