-- What stands in the cells of a register with a column a day
--
-- returns: cell VARCHAR
select distinct unnest(cells_as_written) as cell
from mark_cells
where kind = 'row';
