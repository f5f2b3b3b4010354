-- The place of the next mark
--
-- returns: rowid BIGINT
select coalesce(max(rowid) + 1, 0) as rowid
from staged.mark
