-- How many lines were read
--
-- returns: lines BIGINT
select count(*) as lines
from staged.intake_line
