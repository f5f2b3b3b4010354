-- Take back what the fast way put in
--
-- params:  before BIGINT
-- changes: staged.mark
delete from staged.mark
where rowid >= $before;
