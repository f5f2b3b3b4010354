-- Names of pupils
--
-- The name that each of some pupils is known by. A pupil is asked for by the school and by
-- the school's own number, at the same place of the two lists.
--
-- params:  schools VARCHAR[], pupils VARCHAR[]
-- returns: school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR
with asked as (
    select distinct unnest($schools) as school, unnest($pupils) as pupil
)
select pupil.school, pupil.pupil, pupil.surname, pupil.forename
from asked
join pupil on pupil.school = asked.school and pupil.pupil = asked.pupil
order by pupil.school, pupil.pupil
