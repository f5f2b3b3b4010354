-- Marks just put in whose pupil has no number
--
-- params:  before BIGINT
-- returns: marks BIGINT
select count(*) as marks
from staged.mark
where rowid >= $before and pupil_key is null
