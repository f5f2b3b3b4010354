-- Rows of a register with a cell too many or too few
--
-- makes:   mark_ragged
create or replace temp view mark_ragged as
select
    school,
    pupil,
    upn,
    cast(null as date) as date,
    cast(null as mark_session) as session,
    found_cells || ' cells, ' || width || ' headings' as code,
    source_row,
    cast('the whole row' as mark_column) as source_column
from staged.mark_row
where kind = 'ragged';
