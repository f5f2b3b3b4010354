-- Pupils on roll on a day
--
-- The pupils of one academic year who are on roll on a day: who had joined by then and had not
-- left. Where no day is given, a pupil is on roll for the whole of the academic year. In order of pupil.
--
-- params:  academic_year VARCHAR, day DATE
-- returns: pupil_id UINTEGER, enrolment_id UINTEGER, school VARCHAR, pupil VARCHAR
select enrolment.pupil_id, enrolment.enrolment_id, school.school, pupil.pupil
from enrolment
join pupil on pupil.pupil_id = enrolment.pupil_id
join school on school.school_id = enrolment.school_id
where enrolment.academic_year = $academic_year
    and coalesce(enrolment.joined_on, $day) <= $day
    and coalesce(enrolment.left_on, $day) >= $day
order by enrolment.pupil_id
