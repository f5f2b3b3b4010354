-- Note the pupils that a file of marks names
--
-- Those of its first rows, or of all of them.
--
-- params:  path VARCHAR, columns STRUCT, skip INTEGER, delimiter VARCHAR, quote VARCHAR,
--          date_format VARCHAR, school VARCHAR, is_padded BOOLEAN, most BIGINT
-- makes:   named_pupil
create or replace temp table named_pupil as
select distinct
    coalesce(case when $is_padded then nullif(trim(school), '') else school end, $school) as school,
    case when $is_padded then nullif(trim(pupil), '') else pupil end as pupil
from (
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
    limit $most
) as read;
