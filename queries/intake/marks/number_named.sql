-- Number the pupils just noted that have no number yet
--
-- fills:   staged.marked_pupil
insert into staged.marked_pupil
select
    (select coalesce(max(pupil_key), 0) from staged.marked_pupil)
    + row_number() over (order by school, pupil) as pupil_key,
    school,
    pupil
from named_pupil
where pupil is not null
    and not exists (
        from staged.marked_pupil as known
        where known.pupil = named_pupil.pupil and known.school is not distinct from named_pupil.school
    );
