-- The rows of a table of totals that are a pupil's
--
-- returns: source_row INTEGER, school VARCHAR, pupil VARCHAR, upn VARCHAR, cells VARCHAR[],
--          kind VARCHAR
select source_row, school, pupil, upn, cells, kind
from mark_cells
where kind in ('row', 'ragged')
order by source_row;
