-- Groups
--
-- Every group that at least one pupil is in, under its characteristic, for the filter bar.
--
-- returns: heading VARCHAR, value VARCHAR, label VARCHAR
select
    characteristic.characteristic as heading,
    characteristic.characteristic || ': ' || characteristic_group.label as value,
    characteristic_group.label
from characteristic_group
join characteristic using (characteristic_id)
where characteristic.characteristic <> 'All pupils'
  and exists (
    select 1
    from pupil_group
    where pupil_group.characteristic_id = characteristic_group.characteristic_id
      and pupil_group.group_id = characteristic_group.group_id
)
order by characteristic.position, characteristic_group.position, characteristic_group.label
