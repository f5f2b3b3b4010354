-- Results that are missing
--
-- Pupils on roll who take a subject and have no result in it since the term began, while at
-- least half of those of their year group and school who take it have one. Who takes it:
-- those in a class of it this year, or with a target or a result in it this year.
--
-- params:  academic_year VARCHAR, year_from DATE, term_from DATE, to_date DATE, subject VARCHAR,
--          schools VARCHAR[]
-- returns: pupil_id UINTEGER, subject VARCHAR, others BIGINT
with on_roll as (
    select enrolment.pupil_id, enrolment.enrolment_id, enrolment.school_id, enrolment.year_group
    from enrolment
    join school on school.school_id = enrolment.school_id
    where enrolment.academic_year = $academic_year
        and coalesce(enrolment.left_on, $to_date) >= $to_date
        and coalesce(enrolment.joined_on, $to_date) <= $to_date
        and (len(coalesce($schools, [])) = 0 or list_contains($schools, school.school))
),
seen as (
    select on_roll.pupil_id, class.subject, false as has_one
    from on_roll
    join class_member on class_member.enrolment_id = on_roll.enrolment_id
    join class on class.class_id = class_member.class_id
    where class.academic_year = $academic_year
        and class.subject is not null
        and coalesce(class_member.to_date, $to_date) >= $to_date
    union all
    select result.pupil_id, result.subject, result.kind = 'result' and result.assessed_on >= $term_from
    from result
    where result.kind in ('result', 'target')
        and result.points is not null
        and result.assessed_on between $year_from and $to_date
),
taken as (
    select
        on_roll.pupil_id, on_roll.school_id, on_roll.year_group, seen.subject,
        bool_or(seen.has_one) as has_one
    from on_roll
    join seen on seen.pupil_id = on_roll.pupil_id
    where $subject is null or seen.subject = $subject
    group by on_roll.pupil_id, on_roll.school_id, on_roll.year_group, seen.subject
),
beside as (
    select
        pupil_id, subject, has_one,
        count(*) over same as takers,
        count(*) filter (where has_one) over same as others
    from taken
    window same as (partition by school_id, year_group, subject)
)
select pupil_id, subject, others
from beside
where not has_one and 2 * others >= takers
order by pupil_id, subject
