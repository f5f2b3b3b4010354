-- The rows of a printed register
--
-- Every row below the headings, whose it is, and what kind of row: a pupil's ("row"), one with more or
-- fewer cells than there are headings ("ragged"), a row of totals, the headings again at the top of a new
-- page, a note such as a key to the marks, or one without pupil or mark ("blank"). `mark_cells` has its cells.
--
-- makes:   staged.mark_row
create or replace table staged.mark_row as
with line as (
    select
        cast(intake_line.rowid + 1 as integer) as source_row,
        string_split(rtrim(coalesce(intake_line.line, ''), chr(13)), delimiter) as parts,
        mark_layout.* exclude (delimiter, header_row)
    from staged.intake_line
    cross join mark_layout
    where intake_line.rowid >= header_row
),
cell as (
    select
        source_row,
        cell_text(clean_line(parts[school_place]), true) as school,
        cell_text(clean_line(parts[pupil_place]), true) as pupil,
        cell_text(clean_line(parts[upn_place]), true) as upn,
        cell_text(clean_line(parts[name_place]), true) as name,
        cell_text(clean_line(parts[1]), true) as first_cell,
        list_select(parts, places) as cells,
        len(parts) < width
        or (len(parts) > width and trim(array_to_string(parts[width + 1:], '')) <> '') as is_ragged,
        len(parts) as found_cells,
        width,
        headings
    from line
),
kept as (
    select *, coalesce(array_to_string(cells, ''), '') as joined
    from cell
)
select
    source_row,
    school,
    pupil,
    upn,
    contains(joined, ' ') or contains(joined, '="') or contains(joined, chr(9)) or contains(joined, chr(160))
        as is_padded,
    found_cells,
    width,
    case
        when is_total_row(pupil, upn, name, first_cell) then 'total'
        when cells = headings then 'heading'
        when trim(joined) = '' and coalesce(pupil, upn, name, first_cell) is null then 'blank'
        -- The number of a pupil beside it would make it that pupil's.
        when is_note(coalesce(first_cell, name, pupil, upn))
            and coalesce(pupil, upn, '') in ('', coalesce(first_cell, name, pupil, upn)) then 'note'
        when trim(joined) = '' and coalesce(pupil, upn) is null then 'blank'
        when is_ragged then 'ragged'
        else 'row'
    end as kind
from kept;
