-- Results by class and assessment
--
-- Of each class that has a subject and members, and each assessment of that subject in its academic year and
-- year group: how many of its members then on roll have a result. An assessment that no class has is not here.
--
-- params:  academic_year VARCHAR, school VARCHAR
-- returns: year_group VARCHAR, subject VARCHAR, class VARCHAR, teacher VARCHAR, assessment VARCHAR,
--          assessed_on DATE, members BIGINT, with_result BIGINT
with member as (
    select
        class.class_id,
        coalesce(class.year_group, enrolment.year_group) as year_group,
        class.subject,
        class.class,
        class.teacher,
        enrolment.pupil_id,
        coalesce(class_member.from_date, enrolment.joined_on, date '0001-01-01') as from_date,
        coalesce(class_member.to_date, enrolment.left_on, date '9999-12-31') as to_date
    from class
    join school on school.school_id = class.school_id
    join class_member on class_member.class_id = class.class_id
    join enrolment on enrolment.enrolment_id = class_member.enrolment_id
    where class.academic_year = $academic_year
        and school.school = $school
        and class.subject is not null
),
year as (
    select from_date, to_date from academic_year where academic_year = $academic_year
),
given as (
    select pupil_id, subject, assessment, min(assessed_on) as assessed_on
    from result
    where kind = 'result'
        and assessed_on between (select from_date from year) and (select to_date from year)
    group by pupil_id, subject, assessment
),
assessment as (
    select
        member.year_group,
        given.subject,
        given.assessment,
        mode(given.assessed_on) as assessed_on
    from given
    join member on member.pupil_id = given.pupil_id and member.subject = given.subject
    group by member.year_group, given.subject, given.assessment
)
select
    member.year_group,
    member.subject,
    member.class,
    any_value(member.teacher) as teacher,
    assessment.assessment,
    assessment.assessed_on,
    count(*) as members,
    count(given.pupil_id) as with_result
from member
join assessment
    on assessment.year_group = member.year_group
    and assessment.subject = member.subject
    and assessment.assessed_on between member.from_date and member.to_date
left join given
    on given.pupil_id = member.pupil_id
    and given.subject = member.subject
    and given.assessment = assessment.assessment
group by member.year_group, member.subject, member.class_id, member.class, assessment.assessment,
    assessment.assessed_on
order by assessment.assessed_on, member.subject, member.class, assessment.assessment
