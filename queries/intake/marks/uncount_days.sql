-- Forget the counts of days' marks that are taken out again
--
-- params:  before BIGINT, batch USMALLINT
-- changes: staged.mark_of_day
delete from staged.mark_of_day
where first_mark >= $before and batch = coalesce($batch, batch);
