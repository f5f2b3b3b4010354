-- A measure by name, for a scope
--
-- Any measure's pupils, to be joined to those in scope: the scope itself matters here to
-- value added alone, whose straight line is drawn through the pupils in scope. The name
-- becomes part of the statement before it is planned, as in `scope/measured`.
--
-- params:  measure VARCHAR, from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro measured_for_scope(
    measure, from_date, to_date, subject, schools, year_groups, classes, groups
) as table
select found.pupil_id, found.numerator, found.denominator
from query(
    'from ' || measure || case when measure = 'value_added' then '_in_scope' else '' end
    || '(date ''' || cast(from_date as varchar) || ''', date ''' || cast(to_date as varchar) || ''', '
    || coalesce('''' || replace(subject, '''', '''''') || '''', 'null')
    || case when measure = 'value_added' then
        ', ' || list_as_text(schools) || ', ' || list_as_text(year_groups)
        || ', ' || list_as_text(classes) || ', ' || list_as_text(groups)
    else '' end || ')'
) as found;
