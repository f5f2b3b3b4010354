-- Note which number a pupil of one school has in another
--
-- params:  old VARCHAR, new VARCHAR
-- makes:   renamed_pupil
create or replace temp table renamed_pupil as
select old.pupil_key as old_key, min(new.pupil_key) as pupil_key
from staged.marked_pupil as old
join staged.marked_pupil as new on new.pupil = old.pupil
where old.school = $old and new.school = $new
group by old.pupil_key;
