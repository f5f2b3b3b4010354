-- Each pupil's sessions
--
-- The sessions of each pupil whom the filter bar chooses: from marks, and from totals where
-- there are no marks. Who has neither has no row.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, possible BIGINT, attending BIGINT, absent BIGINT, authorised BIGINT,
--          unauthorised BIGINT, late BIGINT
select
    sessions.pupil_id,
    sessions.possible,
    sessions.attending,
    sessions.absent,
    sessions.authorised,
    sessions.unauthorised,
    sessions.late
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join sessions_in_window($from_date, $to_date) as sessions on sessions.pupil_id = scope.pupil_id
order by sessions.pupil_id
