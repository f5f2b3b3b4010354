-- Classes of the supported subjects
--
-- Which class each pupil of some schools is in, for each academic year and subject that support
-- is for, and as a subject without a name the registration group of the year group: its pupils, and
-- their classes in the same order. Registration groups have numbers beyond those of the classes.
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
union all
select
    school.school,
    enrolment.academic_year,
    '' as subject,
    list(enrolment.pupil_id order by enrolment.pupil_id) as pupils,
    list(form.class_id order by enrolment.pupil_id) as classes
from enrolment
join school on school.school_id = enrolment.school_id
join (
    select
        enrolment.school_id,
        enrolment.academic_year,
        enrolment.year_group,
        enrolment.registration_group,
        cast(min(enrolment.enrolment_id) + (select coalesce(max(class.class_id), 0) from class) as uinteger)
            as class_id
    from enrolment
    group by
        enrolment.school_id, enrolment.academic_year, enrolment.year_group, enrolment.registration_group
) as form
    on form.school_id = enrolment.school_id
    and form.academic_year = enrolment.academic_year
    and form.year_group = enrolment.year_group
    and form.registration_group = enrolment.registration_group
where list_contains($schools, school.school)
group by school.school, enrolment.academic_year
order by academic_year, subject
