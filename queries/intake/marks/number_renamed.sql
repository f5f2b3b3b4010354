-- Number the pupils of one school as those of another too
--
-- params:  old VARCHAR, new VARCHAR
-- fills:   staged.marked_pupil
insert into staged.marked_pupil
select
    (select max(pupil_key) from staged.marked_pupil) + row_number() over (order by pupil) as pupil_key,
    $new as school,
    pupil
from staged.marked_pupil as old
where school = $old
    and not exists (from staged.marked_pupil as known where known.school = $new and known.pupil = old.pupil);
