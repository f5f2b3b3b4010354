-- Give the marks that some imports have of one school to another
--
-- Reads `renamed_pupil`.
--
-- params:  batches USMALLINT[]
-- changes: staged.mark
update staged.mark
set pupil_key = renamed_pupil.pupil_key
from renamed_pupil
where mark.pupil_key = renamed_pupil.old_key and mark.batch in (select unnest($batches));
