-- The rows of a table with strings of marks
--
-- Every row below the headings, with what kind of row it is (as in mark_row), its days, and
-- how many marks it has: with the spaces and bars between them, and without. A digit belongs
-- to the letter before it (C1, Y7).
--
-- params:  odd VARCHAR
-- makes:   staged.mark_row
create or replace table staged.mark_row as
with line as (
    select
        cast(intake_line.rowid + 1 as integer) as source_row,
        string_split(rtrim(intake_line.line, chr(13)), delimiter) as parts,
        string_layout.* exclude (delimiter, header_row)
    from staged.intake_line
    cross join string_layout
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
        cell_text(parts[first_place], true) as first_day,
        cell_text(parts[last_place], true) as last_day,
        coalesce(
            case when parts[marks_place] like '="%' then cell_text(parts[marks_place], true) else parts[marks_place] end,
            ''
        ) as marks,
        len(parts) < width
        or (len(parts) > width and trim(array_to_string(parts[width + 1:], '')) <> '') as is_ragged,
        len(parts) as found_cells,
        width,
        all_from,
        all_to
    from line
)
select
    source_row,
    school,
    pupil,
    upn,
    marks,
    case when first_day is null then all_from else written_day(first_day) end as from_date,
    case when last_day is null then all_to else written_day(last_day) end as to_date,
    first_day is not null and written_day(first_day) is null
    or last_day is not null and written_day(last_day) is null as has_no_day,
    -- To count what most strings do not have would take half of the time.
    regexp_matches(marks, $odd) as is_odd,
    case when is_odd then length(marks) - length(regexp_replace(marks, '[0-9]', '', 'g')) else 0 end as digits,
    cast(length(marks) - digits as integer) as all_marks,
    cast(
        case when is_odd then length(translate(marks, ' |,;', '')) - digits else length(marks) end as integer
    ) as packed_marks,
    found_cells,
    width,
    case
        when is_total_row(pupil, upn, name, first_cell) then 'total'
        when trim(marks) = '' then 'blank'
        when is_ragged then 'ragged'
        else 'row'
    end as kind
from cell;
