-- Classes of the supported subjects
--
-- Which class each pupil of some schools is in, for each academic year and subject that support
-- is for: its pupils, and their classes in the same order.
--
-- params:  schools VARCHAR[]
-- returns: school VARCHAR, academic_year VARCHAR, subject VARCHAR, pupils UINTEGER[], classes UINTEGER[]
select
    school.school,
    class.academic_year,
    class.subject,
    list(enrolment.pupil_id order by class.class_id desc, enrolment.pupil_id) as pupils,
    list(class.class_id order by class.class_id desc, enrolment.pupil_id) as classes
from class
join school on school.school_id = class.school_id
join class_member on class_member.class_id = class.class_id
join enrolment on enrolment.enrolment_id = class_member.enrolment_id
where list_contains($schools, school.school)
    and class.subject in (
        select intervention.subject from intervention where intervention.school_id = school.school_id)
group by school.school, class.academic_year, class.subject
order by class.academic_year, class.subject
