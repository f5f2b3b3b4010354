-- Forget the counts of pupils' marks that are taken out again
--
-- params:  before BIGINT, batch USMALLINT
-- changes: staged.mark_of_pupil
delete from staged.mark_of_pupil
where first_mark >= $before and batch = coalesce($batch, batch);
