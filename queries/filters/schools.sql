-- Schools
--
-- Every school in the store, for the filter bar.
--
-- returns: value VARCHAR, label VARCHAR
select school as value, school as label
from school
order by school
