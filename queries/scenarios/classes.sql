-- Classes to staff
--
-- Every class of an academic year with its lessons in a cycle and its pupils on a day. A class
-- that names no year group has that of its pupils, where all are of one.
--
-- params:  school VARCHAR, academic_year VARCHAR, day DATE
-- returns: class VARCHAR, subject VARCHAR, year_group VARCHAR, teacher VARCHAR, set_rank INTEGER,
--          periods DOUBLE, pupils BIGINT
with own as (
    select class.*
    from class
    join school on school.school_id = class.school_id
    where school.school = $school and class.academic_year = $academic_year
),
filled as (
    select
        class_member.class_id,
        count(*) as pupils,
        min(enrolment.year_group) as lowest,
        max(enrolment.year_group) as highest
    from class_member
    join own on own.class_id = class_member.class_id
    join enrolment on enrolment.enrolment_id = class_member.enrolment_id
    where coalesce(class_member.from_date, $day) <= $day
        and coalesce(class_member.to_date, $day) >= $day
    group by class_member.class_id
)
select
    own.class,
    own.subject,
    coalesce(own.year_group, case when filled.lowest = filled.highest then filled.lowest end)
        as year_group,
    own.teacher,
    own.set_rank,
    own.periods,
    coalesce(filled.pupils, 0) as pupils
from own
left join filled on filled.class_id = own.class_id
order by own.class_id
