-- A measure by name
--
-- Any measure's pupils. The name becomes part of the statement before it is planned, so
-- that only this measure is: a union of all would cost six times as much. Whoever passes a
-- name on from outside checks it against the list of measures first.
--
-- params:  measure VARCHAR, from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro measured(measure, from_date, to_date, subject) as table
select found.pupil_id, found.numerator, found.denominator
from query(
    'from ' || measure
    || '(date ''' || cast(from_date as varchar) || ''', date ''' || cast(to_date as varchar) || ''', '
    || coalesce('''' || replace(subject, '''', '''''') || '''', 'null') || ')'
) as found;
