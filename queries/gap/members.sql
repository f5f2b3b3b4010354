-- Who is in which group
--
-- The pupils that the filter bar chooses, each with the place of its group of one
-- characteristic, or of every one where none is named. Places are those of `gap/places`.
--
-- params:  characteristic VARCHAR, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, place BIGINT
select scope.pupil_id, placed.place
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join pupil_group on pupil_group.enrolment_id = scope.enrolment_id
join (
    select
        characteristic_group.characteristic_id,
        characteristic_group.group_id,
        characteristic_group.characteristic,
        row_number() over (
            order by characteristic_group.characteristic_id, characteristic_group.group_id) - 1 as place
    from characteristic_group
) as placed
    on placed.characteristic_id = pupil_group.characteristic_id
    and placed.group_id = pupil_group.group_id
where $characteristic is null or placed.characteristic = $characteristic
order by scope.pupil_id, placed.place
