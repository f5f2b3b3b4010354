-- Who is in which group
--
-- Every enrolment with the place of its group in each characteristic. Places are those of
-- `gap/places`; characteristics are numbered from 0 in the same order.
--
-- returns: characteristic BIGINT, enrolment_id UINTEGER, place BIGINT
select placed.characteristic, pupil_group.enrolment_id, placed.place
from pupil_group
join (
    select
        characteristic_group.characteristic_id,
        characteristic_group.group_id,
        dense_rank() over (order by characteristic_group.characteristic_id) - 1 as characteristic,
        row_number() over (
            order by characteristic_group.characteristic_id, characteristic_group.group_id) - 1 as place
    from characteristic_group
) as placed
    on placed.characteristic_id = pupil_group.characteristic_id
    and placed.group_id = pupil_group.group_id
