-- Attendance codes on days when they were not in force
--
-- params:  attendance_codes VARCHAR
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with mark as (
    select code, date, sum(rows) as rows
    from staged.mark_of_day
    group by code, date
),
odd as (
    select mark.code, sum(mark.rows) as rows
    from mark
    join read_csv($attendance_codes, header = true, all_varchar = true, quote = '"', delim = ',') as known
        on known.code = cast(mark.code as varchar)
    where
        mark.date < try_cast(nullif(known.in_force_from, '') as date)
        or mark.date > try_cast(nullif(known.in_force_to, '') as date)
    group by mark.code
)
select
    'codes_out_of_force' as code,
    'attendance' as table_name,
    'code' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(cast(code as varchar) order by cast(code as varchar)), 1, 5) as examples
from odd
having count(*) > 0
