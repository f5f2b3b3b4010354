-- Groups
--
-- Every group of every characteristic, for finding one by its code or its label.
--
-- returns: characteristic VARCHAR, code VARCHAR, label VARCHAR
select characteristic_group.characteristic, characteristic_group.code, characteristic_group.label
from characteristic_group
order by characteristic_group.characteristic_position, characteristic_group.position
