-- A measure's values
--
-- Every pupil's value of a measure, whoever is in scope: worked out once for all the
-- figures that show some of these pupils. Not for value added, whose line depends on scope.
--
-- params:  measure VARCHAR, from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
select measured.pupil_id, measured.numerator, measured.denominator
from measured($measure, $from_date, $to_date, $subject) as measured
order by measured.pupil_id
