-- Give the counts of marks that some imports have of one school to another
--
-- Reads `renamed_pupil`.
--
-- params:  batches USMALLINT[]
-- changes: staged.mark_of_pupil
update staged.mark_of_pupil
set pupil_key = renamed_pupil.pupil_key
from renamed_pupil
where mark_of_pupil.pupil_key = renamed_pupil.old_key
    and mark_of_pupil.batch in (select unnest($batches));
