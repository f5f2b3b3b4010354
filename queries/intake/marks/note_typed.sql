-- Number the pupils that a Parquet file of marks names
--
-- params:  path VARCHAR, school VARCHAR
-- fills:   staged.marked_pupil
insert into staged.marked_pupil
with named as (
    select distinct
        coalesce(nullif(cast(school as varchar), ''), $school) as school,
        nullif(cast(pupil as varchar), '') as pupil
    from (
        from read_parquet($path)
        -- A file may leave the school out.
        union all by name
        select cast(null as varchar) as school where false
    ) as read
)
select
    (select coalesce(max(pupil_key), 0) from staged.marked_pupil)
    + row_number() over (order by school, pupil) as pupil_key,
    school,
    pupil
from named
where pupil is not null
    and not exists (
        from staged.marked_pupil as known
        where known.pupil = named.pupil and known.school is not distinct from named.school
    );
