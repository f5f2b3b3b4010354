-- Note the pupils that a Parquet file of marks names
--
-- params:  path VARCHAR, school VARCHAR
-- makes:   named_pupil
create or replace temp table named_pupil as
select distinct
    coalesce(nullif(cast(school as varchar), ''), $school) as school,
    nullif(cast(pupil as varchar), '') as pupil
from (
    from read_parquet($path)
    -- A file may leave the school out.
    union all by name
    select cast(null as varchar) as school where false
) as read;
