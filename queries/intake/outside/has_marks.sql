-- Whether this import has marks from another file already
--
-- params:  batch USMALLINT
-- returns: files BIGINT
select count(*) as files
from staged.marks_loaded
where batch = $batch
