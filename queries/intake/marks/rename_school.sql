-- Give the marks that some imports have of one school to another
--
-- params:  old VARCHAR, new VARCHAR, batches USMALLINT[]
-- changes: staged.mark
update staged.mark
set pupil_key = renamed.pupil_key
from (
    select old.pupil_key as old_key, min(new.pupil_key) as pupil_key
    from staged.marked_pupil as old
    join staged.marked_pupil as new on new.pupil = old.pupil
    where old.school = $old and new.school = $new
    group by old.pupil_key
) as renamed
where mark.pupil_key = renamed.old_key and mark.batch in (select unnest($batches));
