-- A measure in a period
--
-- Stores the pupils of one measure in one period, all subjects together.
--
-- params:  measure VARCHAR, period_id USMALLINT, from_date DATE, to_date DATE
insert into pupil_measure
select
    $measure, $period_id, found.pupil_id, enrolment.enrolment_id, found.numerator, found.denominator
from measured($measure, $from_date, $to_date, null) as found
join enrolment
    on enrolment.pupil_id = found.pupil_id
    and enrolment.valid_from <= $to_date
    and enrolment.valid_to >= $to_date
order by found.pupil_id
