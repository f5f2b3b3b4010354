-- Pupils behind a cell
--
-- Each pupil of one group, or of one of its classes, with the latest result in a subject
-- and the target in force on the last day; the target is empty where there is none on
-- the result's scale. Furthest below target first.
--
-- params:  characteristic VARCHAR, column VARCHAR, class VARCHAR, from_date DATE, to_date DATE,
--          subject VARCHAR, schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[],
--          groups VARCHAR[]
-- returns: school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR, year_group VARCHAR,
--          form VARCHAR, scale VARCHAR, value VARCHAR, target VARCHAR, difference DOUBLE,
--          assessed_on DATE, is_after_leaving BOOLEAN
select
    pupil.school,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    enrolment.year_group,
    enrolment.registration_group as form,
    latest.scale,
    latest.value,
    target.value as target,
    latest.points - target.points as difference,
    latest.assessed_on,
    coalesce(latest.assessed_on > enrolment.left_on, false) as is_after_leaving
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join enrolment on enrolment.enrolment_id = scope.enrolment_id
join pupil on pupil.pupil_id = scope.pupil_id
join pupil_group on pupil_group.enrolment_id = scope.enrolment_id
join characteristic_group
    on characteristic_group.characteristic_id = pupil_group.characteristic_id
    and characteristic_group.group_id = pupil_group.group_id
    and characteristic_group.characteristic = $characteristic
    and characteristic_group.label = $column
join result as latest
    on latest.pupil_id = scope.pupil_id
    and latest.kind = 'result'
    and latest.subject = $subject
    and latest.assessed_on >= $from_date
    and latest.assessed_on <= $to_date
    and (latest.next_on is null or latest.next_on > $to_date)
    and latest.points is not null
left join result as target
    on target.kind = 'target'
    and target.pupil_id = latest.pupil_id
    and target.subject = latest.subject
    and target.scale = latest.scale
    and target.points is not null
    and target.assessed_on <= $to_date
    and (target.next_on is null or target.next_on > $to_date)
where $class is null or scope.enrolment_id in (
    select class_member.enrolment_id
    from class_member
    join class on class.class_id = class_member.class_id
    where class.class = $class
        and (class_member.from_date is null or class_member.from_date <= $to_date)
        and (class_member.to_date is null or class_member.to_date >= $from_date))
order by difference nulls last, pupil.surname, pupil.forename, pupil.pupil
