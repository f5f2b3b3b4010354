-- Characteristics
--
-- What divides the pupils, in the order of the menus.
--
-- makes:   characteristic
-- returns: characteristic_id USMALLINT, characteristic VARCHAR, position INTEGER
create table characteristic as
select distinct characteristic_id, characteristic, characteristic_position as position
from characteristic_group
order by characteristic_id;
