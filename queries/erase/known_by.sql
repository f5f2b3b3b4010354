-- What the pupils in question are known by
--
-- returns: school VARCHAR, pupil VARCHAR, upn VARCHAR, surname VARCHAR, forename VARCHAR
select distinct held.school, held.pupil, held.upn, held.surname, held.forename
from staged.pupils as held
semi join erase_key using (school, pupil)
