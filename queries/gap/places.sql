-- Groups in order
--
-- Every group of every characteristic, each with its place in that order.
--
-- returns: place BIGINT, characteristic VARCHAR, characteristic_position INTEGER, code VARCHAR,
--          group VARCHAR, position INTEGER, is_focus BOOLEAN, is_reference BOOLEAN
select
    row_number() over (
        order by characteristic_group.characteristic_id, characteristic_group.group_id) - 1 as place,
    characteristic_group.characteristic,
    characteristic_group.characteristic_position,
    characteristic_group.code,
    characteristic_group.label as "group",
    characteristic_group.position,
    characteristic_group.is_focus,
    characteristic_group.is_reference
from characteristic_group
order by place
