-- Absence by term
--
-- The sessions of some schools' pupils in each term: the pupils, and the sessions each missed
-- and could have come to in the same order.
--
-- params:  schools VARCHAR[]
-- returns: school VARCHAR, first_day DATE, last_day DATE, pupils UINTEGER[], absent USMALLINT[],
--          possible USMALLINT[]
select
    pupil.school,
    part_of_year.first_day,
    part_of_year.last_day,
    list(pupil_part.pupil_id order by pupil_part.pupil_id) as pupils,
    list(pupil_part.absent order by pupil_part.pupil_id) as absent,
    list(pupil_part.possible order by pupil_part.pupil_id) as possible
from pupil_part
join part_of_year on part_of_year.part_id = pupil_part.part_id
join pupil on pupil.pupil_id = pupil_part.pupil_id
where list_contains($schools, pupil.school) and part_of_year.kind = 'term' and pupil_part.possible > 0
group by pupil.school, part_of_year.first_day, part_of_year.last_day
order by part_of_year.first_day
