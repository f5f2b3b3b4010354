-- Number the pupils that files of pupils name
--
-- fills:   staged.marked_pupil
insert into staged.marked_pupil
with named as (
    select distinct school, pupil
    from staged.pupils
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
