-- Marks straight from a file
--
-- The fast way for a large clean file: DuckDB reads every cell as the type it must be
-- and counts each row that does not fit. Whoever calls this reconciles the counts, and
-- reads the file the careful way where they disagree. A pupil without a number in
-- `marked_pupil` leaves the mark without one, and a session that is neither AM nor PM leaves it
-- without a session; a code that is none ends the statement. Nearly every mark has one of two codes:
-- to see whether it is one of these first takes a seventh of the time off.
--
-- params:  path VARCHAR, columns STRUCT, skip INTEGER, delimiter VARCHAR, quote VARCHAR,
--          date_format VARCHAR, school VARCHAR, batch USMALLINT, is_padded BOOLEAN
-- fills:   staged.mark
insert into staged.mark by name
with read as (
    from read_csv(
        $path,
        columns = $columns, auto_detect = false, header = false, skip = $skip,
        delim = $delimiter, quote = $quote, escape = $quote, dateformat = $date_format,
        store_rejects = true, rejects_limit = 0,
        rejects_table = 'intake_reject', rejects_scan = 'intake_reject_scan'
    )
    -- A file may leave the school out.
    union all by name
    select cast(null as varchar) as school where false
),
named as (
    select
        -- Trimming what needs none would take a quarter of the time.
        coalesce(case when $is_padded then nullif(trim(school), '') else school end, $school) as school,
        case when $is_padded then nullif(trim(pupil), '') else pupil end as pupil,
        date,
        session,
        code
    from read
),
typed as (
    select max(code) as code  -- none: it only says which type a code has
    from (from staged.mark limit 0)
)
select
    marked_pupil.pupil_key,
    named.date,
    case named.session
        when 'AM' then cast('AM' as enum ('AM', 'PM'))
        when 'PM' then cast('PM' as enum ('AM', 'PM'))
    end as session,
    case named.code
        when '/' then cast_to_type('/', typed.code)
        when '\' then cast_to_type('\', typed.code)
        else cast_to_type(named.code, typed.code)
    end as code,
    $batch as batch
from named
cross join typed
left join staged.marked_pupil
    on marked_pupil.pupil = named.pupil and marked_pupil.school is not distinct from named.school;
