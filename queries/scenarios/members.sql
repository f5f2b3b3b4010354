-- Who is in which class
--
-- Every pupil of every class of an academic year on a day.
--
-- params:  school VARCHAR, academic_year VARCHAR, day DATE
-- returns: class VARCHAR, pupil VARCHAR
select class.class, pupil.pupil
from class
join school on school.school_id = class.school_id
join class_member on class_member.class_id = class.class_id
join enrolment on enrolment.enrolment_id = class_member.enrolment_id
join pupil on pupil.pupil_id = enrolment.pupil_id
where school.school = $school
    and class.academic_year = $academic_year
    and coalesce(class_member.from_date, $day) <= $day
    and coalesce(class_member.to_date, $day) >= $day
order by class.class_id, pupil.pupil_id
