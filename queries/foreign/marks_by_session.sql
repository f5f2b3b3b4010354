-- Marks of a register with a column a session
--
-- One row a mark. A ragged row gives one row without day and session, which the checks
-- refuse: nobody can say which of its cells is missing.
--
-- makes:   mark_found
create or replace temp view mark_found as
select school, pupil, upn, date, session, code, source_row, source_column
from (
    select
        school,
        pupil,
        upn,
        unnest(dates) as date,
        unnest(sessions) as session,
        unnest(cells) as code,
        source_row,
        unnest(columns) as source_column
    from mark_cells
    cross join mark_layout
    where kind = 'row'
)
where code <> ''
union all
from mark_ragged;
