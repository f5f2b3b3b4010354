-- Marks straight from a Parquet file
--
-- The fast way for marks with our own headings, as a register translated from another shape has
-- them. A value that does not fit its column ends it: whoever calls this reads the file the
-- careful way then.
--
-- params:  path VARCHAR, school VARCHAR, batch USMALLINT
-- fills:   staged.mark
insert into staged.mark by name
with read as (
    from read_parquet($path)
    -- A file may leave the school out.
    union all by name
    select cast(null as varchar) as school where false
),
named as (
    select
        coalesce(nullif(cast(school as varchar), ''), $school) as school,
        nullif(cast(pupil as varchar), '') as pupil,
        cast(date as date) as date,
        session,
        code
    from read
)
select
    marked_pupil.pupil_key,
    named.date,
    named.session,
    named.code,
    $batch as batch
from named
left join staged.marked_pupil
    on marked_pupil.pupil = named.pupil and marked_pupil.school is not distinct from named.school;
