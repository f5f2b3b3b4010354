-- One pupil's sessions
--
-- Each session up to a day with its code and what it counts as.
--
-- params:  pupil_id INTEGER, to_date DATE
-- returns: date DATE, session VARCHAR, code VARCHAR, possible BOOLEAN, absent BOOLEAN, late BOOLEAN,
--          academic_year VARCHAR, term VARCHAR, week DATE
select
    mark.date,
    cast(mark.session as varchar) as session,
    cast(mark.code as varchar) as code,
    attendance_code.counts_as_possible as possible,
    attendance_code.counts_as_absent as absent,
    attendance_code.is_late as late,
    calendar.academic_year,
    calendar.term,
    calendar.week
from mark
join attendance_code on attendance_code.code = mark.code
join calendar on calendar.date = mark.date
where mark.pupil_id = cast($pupil_id as uinteger) and mark.date <= $to_date
order by mark.date, session
