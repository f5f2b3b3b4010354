-- Rooms
--
-- Each room of each school.
--
-- makes:   room
-- returns: school_id USMALLINT, room VARCHAR, places INTEGER, kind VARCHAR
create table room as
select school.school_id, space.room, space.places, space.kind
from staged.rooms as space
join school on school.school = space.school
qualify row_number() over (partition by school.school_id, space.room order by space.batch desc) = 1
order by school.school_id, space.room;
