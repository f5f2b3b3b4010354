-- Groups of each characteristic
--
-- The standard characteristics of the reference data, then the school's own in order of
-- name, their groups in order of label. Each has a group "Not known".
--
-- makes:   characteristic_group
-- returns: characteristic_id USMALLINT, characteristic VARCHAR, characteristic_position INTEGER,
--          group_id USMALLINT, code VARCHAR, label VARCHAR, position INTEGER, is_focus BOOLEAN,
--          is_reference BOOLEAN
create table characteristic_group as
with own as (
    select distinct characteristic, label
    from own_characteristic
    where lower(label) not in ('not known', '?')
    union all
    select distinct characteristic, 'Not known' from own_characteristic
),
listed as (
    select
        characteristic,
        cast(position as integer) as characteristic_position,
        code,
        label,
        cast(group_position as integer) as position,
        is_focus,
        is_reference
    from reference.characteristic
    union all
    select
        characteristic,
        cast((select max(position) from reference.characteristic)
            + dense_rank() over (order by characteristic) as integer),
        case when label = 'Not known' then '?' else label end,
        label,
        cast(row_number() over (
            partition by characteristic order by label = 'Not known', label
        ) as integer),
        false,
        false
    from own
)
select
    cast(dense_rank() over (order by characteristic_position) as usmallint) as characteristic_id,
    characteristic,
    characteristic_position,
    cast(row_number() over (partition by characteristic order by position) as usmallint) as group_id,
    code,
    label,
    position,
    is_focus,
    is_reference
from listed
order by characteristic_id, group_id;
