-- Class members
--
-- Who is in each class, as the enrolment that is valid when the class's year begins.
--
-- makes:   class_member
-- returns: class_id UINTEGER, enrolment_id UINTEGER, from_date DATE, to_date DATE
create table class_member as
select class.class_id, enrolment.enrolment_id, member.from_date, member.to_date
from staged.class_members as member
join school on school.school = member.school
join class
    on class.school_id = school.school_id
    and class.academic_year = member.academic_year
    and class.class = member.class
join academic_year on academic_year.academic_year = member.academic_year
join pupil on pupil.school = member.school and pupil.pupil = member.pupil
join enrolment
    on enrolment.pupil_id = pupil.pupil_id
    and academic_year.from_date between enrolment.valid_from and enrolment.valid_to
qualify row_number() over (
    partition by class.class_id, enrolment.enrolment_id order by member.batch desc
) = 1
order by class.class_id, enrolment.enrolment_id;
