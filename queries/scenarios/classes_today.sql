-- Each pupil's class in a subject
--
-- The class that a pupil sits in on a day, with its rank where it is a set. Of several the one
-- with most periods counts, then the first by name.
--
-- params:  school VARCHAR, academic_year VARCHAR, day DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, class VARCHAR, set_rank INTEGER
select enrolment.pupil_id, class.class, class.set_rank
from class
join school on school.school_id = class.school_id
join class_member on class_member.class_id = class.class_id
join enrolment on enrolment.enrolment_id = class_member.enrolment_id
where school.school = $school
    and class.academic_year = $academic_year
    and class.subject = $subject
    and coalesce(class_member.from_date, $day) <= $day
    and coalesce(class_member.to_date, $day) >= $day
qualify row_number() over (
    partition by enrolment.pupil_id order by class.periods desc nulls last, class.class
) = 1
order by enrolment.pupil_id
