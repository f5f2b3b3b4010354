-- Classes with marks by question
--
-- The classes of the latest year that has classes whose pupils have marks by question in
-- the subject that the class is taught.
--
-- returns: class VARCHAR, subject VARCHAR, year_group VARCHAR
with tested as (
    select distinct question.pupil_id, question.subject from question
)
select class.class, min(class.subject) as subject, min(class.year_group) as year_group
from class
join class_member on class_member.class_id = class.class_id
join enrolment on enrolment.enrolment_id = class_member.enrolment_id
join tested on tested.pupil_id = enrolment.pupil_id and tested.subject = class.subject
where class.academic_year = (select max(academic_year) from class)
group by class.class
order by try_cast(min(class.year_group) as integer) desc nulls last, subject, class.class
