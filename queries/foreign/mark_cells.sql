-- The rows of a printed register with their cells
--
-- The cells that `mark_layout` names, as they are written and as texts. They are taken apart when they are
-- asked for: to keep millions of them would take as long as all the rest.
--
-- makes:   mark_cells
create or replace temp view mark_cells as
select
    split.* exclude (is_padded),
    -- Trimming what needs none would take a third of the time.
    case
        when is_padded then list_transform(cells_as_written, lambda one: cell_text(one, true))
        else cells_as_written
    end as cells
from (
    select
        mark_row.*,
        list_select(
            string_split(rtrim(coalesce(intake_line.line, ''), chr(13)), delimiter), places
        ) as cells_as_written
    from staged.mark_row
    join staged.intake_line on intake_line.rowid + 1 = mark_row.source_row
    cross join mark_layout
) as split;
