-- Results against targets by class
--
-- As `tracking/against_target`, by class. A class counts for its own subject, a class of no
-- subject for every one. Members are those whose dates in the class touch the window.
--
-- params:  characteristic VARCHAR, column VARCHAR, from_date DATE, to_date DATE,
--          subject VARCHAR, schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[],
--          groups VARCHAR[]
-- returns: subject VARCHAR, scale VARCHAR, school VARCHAR, class VARCHAR, year_group VARCHAR,
--          results BIGINT, pupils BIGINT, mean DOUBLE, variance DOUBLE, positive BIGINT
with scope as (
    select found.pupil_id, found.enrolment_id
    from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as found
    where $column is null or found.enrolment_id in (
        select pupil_group.enrolment_id
        from pupil_group
        join characteristic_group
            on characteristic_group.characteristic_id = pupil_group.characteristic_id
            and characteristic_group.group_id = pupil_group.group_id
        where characteristic_group.characteristic = $characteristic
            and characteristic_group.label = $column)
)
select
    latest.subject,
    latest.scale,
    school.school,
    class.class,
    class.year_group,
    count(*) as results,
    count(target.points) as pupils,
    avg(latest.points - target.points) as mean,
    var_samp(latest.points - target.points) as variance,
    count(*) filter (where latest.points >= target.points) as positive
from latest_results($from_date, $to_date, $subject) as latest
join scope on scope.pupil_id = latest.pupil_id
join class_member
    on class_member.enrolment_id = scope.enrolment_id
    and (class_member.from_date is null or class_member.from_date <= $to_date)
    and (class_member.to_date is null or class_member.to_date >= $from_date)
join class
    on class.class_id = class_member.class_id
    and (class.subject is null or class.subject = latest.subject)
join school on school.school_id = class.school_id
left join result as target
    on target.kind = 'target'
    and target.pupil_id = latest.pupil_id
    and target.subject = latest.subject
    and target.scale = latest.scale
    and target.points is not null
    and target.assessed_on <= $to_date
    and (target.next_on is null or target.next_on > $to_date)
group by latest.subject, latest.scale, school.school, class.class, class.year_group
order by
    latest.subject,
    latest.scale,
    school.school,
    try_cast(class.year_group as integer) nulls last,
    class.year_group,
    class.class
