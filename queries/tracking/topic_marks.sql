-- Marks by topic
--
-- The marks of a class in each topic of the latest test in its subject that has marks by
-- question, and those of everybody else in the school who sat the same test in the same
-- year group. A question without a topic counts as the topic "No topic given".
--
-- params:  class VARCHAR, from_date DATE, to_date DATE, schools VARCHAR[]
-- returns: pupil_id UINTEGER, school VARCHAR, subject VARCHAR, assessment VARCHAR, assessed_on DATE,
--          is_in_class BOOLEAN, topic VARCHAR, questions BIGINT, mark DOUBLE, out_of DOUBLE
with chosen as (
    select class.class_id, class.school_id, class.subject
    from class
    join academic_year using (academic_year)
    join school using (school_id)
    where class.class = $class
        and $to_date between academic_year.from_date and academic_year.to_date
        and (len(coalesce($schools, [])) = 0 or list_contains($schools, school.school))
),
member as (
    select enrolment.pupil_id, enrolment.year_group, enrolment.academic_year, chosen.school_id, chosen.subject
    from chosen
    join class_member on class_member.class_id = chosen.class_id
    join enrolment on enrolment.enrolment_id = class_member.enrolment_id
    where coalesce(class_member.to_date, $to_date) >= $to_date
        and coalesce(enrolment.left_on, $to_date) >= $to_date
),
latest as (
    select member.school_id, question.subject, question.assessment, max(question.assessed_on) as assessed_on
    from question
    join member on member.pupil_id = question.pupil_id and member.subject = question.subject
    where question.assessed_on between $from_date and $to_date
    group by member.school_id, question.subject, question.assessment
    qualify row_number() over (
        partition by member.school_id order by max(question.assessed_on) desc, question.assessment) = 1
),
sat as (
    select
        enrolment.pupil_id, school.school, latest.subject, latest.assessment, latest.assessed_on,
        enrolment.pupil_id in (select member.pupil_id from member) as is_in_class
    from latest
    join school using (school_id)
    join enrolment using (school_id)
    semi join member
        on member.year_group = enrolment.year_group and member.academic_year = enrolment.academic_year
)
select
    sat.pupil_id, sat.school, sat.subject, sat.assessment, sat.assessed_on, sat.is_in_class,
    coalesce(question.topic, 'No topic given') as topic,
    count(*) as questions, sum(question.mark) as mark, sum(question.out_of) as out_of
from sat
join question
    on question.pupil_id = sat.pupil_id
    and question.subject = sat.subject
    and question.assessment = sat.assessment
where question.mark is not null and question.out_of > 0
group by
    sat.pupil_id, sat.school, sat.subject, sat.assessment, sat.assessed_on, sat.is_in_class,
    question.topic
order by sat.pupil_id, topic
