-- The results of a marksheet
--
-- One row a cell with something in it. is_hidden: a mark that stands for a number which is
-- hidden or missing. A percentage is written without its sign, and as a share of a hundred: where a whole
-- column of them lies between nought and one, a spreadsheet has kept 67 % as 0.67. A double grade such as 9-8
-- (is_double) is none of GCSE 9-1 but of combined science, whose grades are all written so. A ragged row gives one row
-- without a value, which the checks refuse.
--
-- makes:   result_found
create or replace temp table result_found as
with cell as (
    select
        source_row,
        school,
        pupil,
        upn,
        cells[row_assessment] as row_assessment,
        cells[row_day] as row_day,
        cells[row_scale] as row_scale,
        unnest(subjects) as subject,
        unnest(assessments) as assessment,
        unnest(days) as assessed_on,
        unnest(kinds) as kind,
        unnest(scales) as scale,
        unnest(cells[1:len(subjects)]) as value,
        unnest(places) as place,
        unnest(range(len(subjects))) as position
    from mark_cells
    cross join result_layout
    where mark_cells.kind = 'row'
)
select
    source_row,
    position,
    'row ' || source_row || ', ' || place as source_place,
    school,
    pupil,
    upn,
    subject,
    coalesce(nullif(assessment, ''), row_assessment) as assessment,
    coalesce(nullif(assessed_on, ''), row_day) as assessed_on,
    kind,
    coalesce(nullif(scale, ''), row_scale) = 'GCSE 9-1' and regexp_full_match(value, '[1-9]-[1-9]|U-U') as is_double,
    if(is_double, 'GCSE 9-1 combined science', coalesce(nullif(scale, ''), row_scale)) as scale,
    case
        when coalesce(nullif(scale, ''), row_scale) = 'Percentage' and try_cast(value as double) is not null
            and bool_and(coalesce(try_cast(value as double) between 0 and 1, true)) over column_of
            and bool_or(value like '0.%') over column_of
            then regexp_replace(cast(round(100 * try_cast(value as double), 4) as varchar), '[.]0$', '')
        when regexp_full_match(value, '[0-9]+([.][0-9]+)? ?%') then trim(rtrim(value, '%'))
        else value
    end as value,
    value in ('*', 'c', 'z', 'x', 'low', 'Low', 'LOW', '-', '--', ':', '.', '..', 'n/a', 'N/A', '#N/A') as is_hidden
from cell
where value <> ''
window column_of as (partition by position)
union all
select
    source_row, 0, 'row ' || source_row || ', ' || found_cells || ' cells where there are ' || width || ' headings',
    school, pupil, upn, null, null, null, null, false, null, null, false
from staged.mark_row
where kind = 'ragged';
