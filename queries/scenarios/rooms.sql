-- Rooms
--
-- The rooms of these schools, how many pupils each holds, and what it is made for.
--
-- params:  schools VARCHAR[]
-- returns: school VARCHAR, room VARCHAR, places INTEGER, kind VARCHAR
select school.school, room.room, room.places, room.kind
from room
join school on school.school_id = room.school_id
where list_contains($schools, school.school)
order by school.school, room.room
