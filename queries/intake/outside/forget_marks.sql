-- Forget the marks of an import that is to be loaded once more
--
-- params:  batch USMALLINT
-- changes: staged.marks_loaded
delete from staged.marks_loaded
where batch = $batch;
