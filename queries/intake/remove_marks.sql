-- Take back what the fast way put in
--
-- params:  before BIGINT
-- changes: staged.attendance
delete from staged.attendance
where rowid >= $before;
