-- A measure's values in each period
--
-- Every pupil's value in each academic year or term, all subjects together, as stored when
-- the school was published, with the enrolment that was valid at the end of the period.
--
-- params:  measure VARCHAR, period_kind VARCHAR
-- returns: period_id USMALLINT, enrolment_id UINTEGER, numerator DOUBLE, denominator DOUBLE
select measured.period_id, measured.enrolment_id, measured.numerator, measured.denominator
from pupil_measure as measured
join period on period.period_id = measured.period_id
where measured.measure = $measure and period.kind = $period_kind
order by measured.period_id, measured.enrolment_id
