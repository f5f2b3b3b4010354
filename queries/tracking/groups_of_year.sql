-- Groups of two year groups
--
-- The group of one characteristic of each enrolment in two year groups, in whatever year.
--
-- params:  characteristic VARCHAR, year_group VARCHAR, last_year_group VARCHAR
-- returns: enrolment_id UINTEGER, code VARCHAR, group VARCHAR, position INTEGER, is_focus BOOLEAN
select
    enrolment.enrolment_id,
    characteristic_group.code,
    characteristic_group.label as "group",
    characteristic_group.position,
    characteristic_group.is_focus
from enrolment
join pupil_group on pupil_group.enrolment_id = enrolment.enrolment_id
join characteristic_group
    on characteristic_group.characteristic_id = pupil_group.characteristic_id
    and characteristic_group.group_id = pupil_group.group_id
where characteristic_group.characteristic = $characteristic
    and enrolment.year_group in ($year_group, $last_year_group)
order by enrolment.enrolment_id
