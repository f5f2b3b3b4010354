-- Pupils not on roll in a window
--
-- Whose last day on roll lies before the window, or whose first after it. Without a day of leaving the last day
-- is that of the pupil's last academic year; without a day of joining the first is that of the first one.
--
-- params:  from_date DATE, to_date DATE
-- returns: pupil_id UINTEGER
select enrolment.pupil_id
from enrolment
join academic_year on academic_year.academic_year = enrolment.academic_year
group by enrolment.pupil_id
having max_by(coalesce(enrolment.left_on, academic_year.to_date), enrolment.academic_year) < $from_date
    or min_by(coalesce(enrolment.joined_on, academic_year.from_date), enrolment.academic_year) > $to_date
order by enrolment.pupil_id
