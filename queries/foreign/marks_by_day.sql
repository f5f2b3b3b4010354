-- Marks of a register with a column a day
--
-- One row a mark: day_cell says what each way of writing a day means. A cell that does not
-- hold both marks gives one row without a session, which the checks refuse.
--
-- makes:   mark_found
create or replace temp view mark_found as
select school, pupil, upn, date, session, code, source_row, source_column
from (
    select
        school,
        pupil,
        upn,
        date,
        unnest(day_cell.sessions) as session,
        unnest(day_cell.codes) as code,
        source_row,
        source_column
    from (
        select
            school,
            pupil,
            upn,
            unnest(dates) as date,
            unnest(cells_as_written) as cell,
            source_row,
            unnest(columns) as source_column
        from mark_cells
        cross join mark_layout
        where kind = 'row'
    ) as written
    join day_cell using (cell)
)
where code <> ''
union all
from mark_ragged;
