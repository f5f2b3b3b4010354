-- Marks of a table with strings of marks
--
-- One row a mark. A string that does not fit its days gives one row without day and session,
-- which the checks refuse.
--
-- makes:   mark_found
create or replace temp view mark_found as
with planned as (
    select mark_row.*, string_plan.* exclude (from_date, to_date, has_no_day, all_marks, packed_marks)
    from staged.mark_row
    join string_plan
        on mark_row.from_date is not distinct from string_plan.from_date
        and mark_row.to_date is not distinct from string_plan.to_date
        and mark_row.has_no_day = string_plan.has_no_day
        and mark_row.all_marks = string_plan.all_marks
        and mark_row.packed_marks = string_plan.packed_marks
    where mark_row.kind = 'row'
),
mark as (
    select
        school,
        pupil,
        upn,
        unnest(dates) as date,
        unnest(sessions) as session,
        unnest(
            cast(
                case
                    when digits > 0
                        then regexp_extract_all(if(is_packed, translate(marks, ' |,;', ''), marks), '[^0-9][0-9]*')
                    when is_packed and is_odd then string_split(translate(marks, ' |,;', ''), '')
                    else string_split(marks, '')
                end as mark_code[]
            )
        ) as code,
        source_row,
        unnest(columns) as source_column,
        has_weekends,
        is_odd
    from planned
    where fault is null
)
select school, pupil, upn, date, session, code, source_row, source_column
from mark
-- A placeholder on a Saturday or Sunday is no mark.
where (not is_odd or code <> ' ')
    and (not has_weekends or isodow(date) < 6 or code not in ('#', '-', '!', '*', 'X', 'Z'))
union all
select
    school,
    pupil,
    upn,
    cast(null as date) as date,
    cast(null as mark_session) as session,
    cast(fault as mark_code) as code,
    source_row,
    cast('the whole row' as mark_column) as source_column
from planned
where fault is not null
union all
select school, pupil, upn, date, session, cast(code as mark_code) as code, source_row, source_column
from mark_ragged;
