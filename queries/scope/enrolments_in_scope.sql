-- Enrolments in scope
--
-- The enrolments that the filter bar chooses, on whatever day they are valid. An empty
-- list, or none, means "all", and that rule stands here only. A group is written
-- "Characteristic: Group", the group by its code or its label; groups of one
-- characteristic widen the choice, groups of different ones narrow it. A class chooses
-- whoever was in it at any time of its year.
--
-- params:  schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, enrolment_id UINTEGER, valid_from DATE, valid_to DATE
create or replace macro enrolments_in_scope(schools, year_groups, classes, groups) as table
with chosen as (
    select characteristic_group.characteristic_id, characteristic_group.group_id
    from characteristic_group
    where list_contains(
            groups, characteristic_group.characteristic || ': ' || characteristic_group.label)
        or list_contains(
            groups, characteristic_group.characteristic || ': ' || characteristic_group.code)
),
in_groups as (
    select pupil_group.enrolment_id
    from pupil_group
    join chosen
        on chosen.characteristic_id = pupil_group.characteristic_id
        and chosen.group_id = pupil_group.group_id
    group by pupil_group.enrolment_id
    having count(*) = (select count(distinct chosen.characteristic_id) from chosen)
)
select enrolment.pupil_id, enrolment.enrolment_id, enrolment.valid_from, enrolment.valid_to
from enrolment
where (len(coalesce(year_groups, [])) = 0 or list_contains(year_groups, enrolment.year_group))
    and (len(coalesce(schools, [])) = 0 or enrolment.school_id in (
        select school.school_id from school where list_contains(schools, school.school)))
    and (len(coalesce(classes, [])) = 0 or enrolment.enrolment_id in (
        select class_member.enrolment_id
        from class_member
        join class on class.class_id = class_member.class_id
        where list_contains(classes, class.class)))
    and (len(coalesce(groups, [])) = 0 or enrolment.enrolment_id in (
        select in_groups.enrolment_id from in_groups));
