-- A measure's values in scope
--
-- Any measure's pupils among those that the filter bar chooses. The straight line of value
-- added is drawn through these pupils alone.
--
-- params:  measure VARCHAR, from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, enrolment_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro scoped_values(
    measure, from_date, to_date, subject, schools, year_groups, classes, groups
) as table
select found.pupil_id, scope.enrolment_id, found.numerator, found.denominator
from pupils_in_scope(to_date, schools, year_groups, classes, groups) as scope
join query(
    'from ' || measure || case when measure = 'value_added' then '_in_scope' else '' end
    || '(date ''' || cast(from_date as varchar) || ''', date ''' || cast(to_date as varchar) || ''', '
    || coalesce('''' || replace(subject, '''', '''''') || '''', 'null')
    || case when measure = 'value_added' then
        ', ' || list_as_text(schools) || ', ' || list_as_text(year_groups)
        || ', ' || list_as_text(classes) || ', ' || list_as_text(groups)
    else '' end || ')'
) as found on found.pupil_id = scope.pupil_id;
