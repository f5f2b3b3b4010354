-- How many of the pupils in question a published school holds
--
-- returns: pupils BIGINT
select count(*) as pupils
from store.pupil as held
semi join erase_key using (school, pupil)
