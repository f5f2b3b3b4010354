-- What the pupils in question are known by
--
-- returns: school VARCHAR, pupil VARCHAR, upn VARCHAR, surname VARCHAR, forename VARCHAR, former_upn VARCHAR,
--          date_of_birth DATE, batch USMALLINT, academic_year VARCHAR
select distinct
    held.school, held.pupil, held.upn, held.surname, held.forename, held.former_upn, held.date_of_birth,
    held.batch, held.academic_year
from staged.pupils as held
semi join erase_key using (school, pupil)
