-- Results that are missing
--
-- Pupils on roll who take a subject and have no result in it since the last term began,
-- while at least half of those of their year group and school who take it have one. Who
-- takes it: those in a class of it this year, or with a target or a result in it this year.
--
-- params:  to_date DATE, subject VARCHAR, schools VARCHAR[]
-- returns: pupil_id UINTEGER, subject VARCHAR, others BIGINT
with this_year as (
    select academic_year, from_date from academic_year where $to_date between from_date and to_date
),
this_term as (
    select max(from_date) as from_date from period where kind = 'term' and from_date <= $to_date
),
on_roll as (
    select enrolment.pupil_id, enrolment.enrolment_id, enrolment.school_id, enrolment.year_group
    from enrolment
    join this_year using (academic_year)
    where coalesce(enrolment.left_on, $to_date) >= $to_date
        and coalesce(enrolment.joined_on, $to_date) <= $to_date
        and (len(coalesce($schools, [])) = 0 or enrolment.school_id in (
            select school.school_id from school where list_contains($schools, school.school)))
),
this_years as (
    select
        result.pupil_id, result.subject,
        max(case when result.kind = 'result' then result.assessed_on end) as latest_on
    from result
    cross join this_year
    where result.kind in ('result', 'target')
        and result.points is not null
        and result.assessed_on between this_year.from_date and $to_date
        and ($subject is null or result.subject = $subject)
    group by result.pupil_id, result.subject
),
taken as (
    select on_roll.pupil_id, class.subject
    from on_roll
    join class_member on class_member.enrolment_id = on_roll.enrolment_id
    join class on class.class_id = class_member.class_id
    join this_year using (academic_year)
    where class.subject is not null
        and coalesce(class_member.to_date, $to_date) >= $to_date
        and ($subject is null or class.subject = $subject)
    union
    select pupil_id, subject from this_years
),
found as (
    select
        on_roll.pupil_id, taken.subject,
        coalesce(this_years.latest_on >= this_term.from_date, false) as has_one,
        count(*) over same as takers,
        count(*) filter (where this_years.latest_on >= this_term.from_date) over same as others
    from on_roll
    join taken on taken.pupil_id = on_roll.pupil_id
    cross join this_term
    left join this_years
        on this_years.pupil_id = taken.pupil_id and this_years.subject = taken.subject
    window same as (partition by on_roll.school_id, on_roll.year_group, taken.subject)
)
select found.pupil_id, found.subject, found.others
from found
where not found.has_one and 2 * found.others >= found.takers
order by found.pupil_id, found.subject
