-- Whether any UPN leads to a school's own number
--
-- returns: upns BIGINT
select count(*) as upns
from known_upn
