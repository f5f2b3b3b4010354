-- Sessions by term
--
-- A pupil's sessions in each term, added up from the weeks.
--
-- makes:   pupil_term
-- returns: pupil_id UINTEGER, academic_year VARCHAR, term VARCHAR, possible INTEGER,
--          attending INTEGER, absent INTEGER, authorised INTEGER, unauthorised INTEGER, late INTEGER
create table pupil_term as
select
    pupil_id,
    academic_year,
    term,
    cast(sum(possible) as integer) as possible,
    cast(sum(attending) as integer) as attending,
    cast(sum(absent) as integer) as absent,
    cast(sum(authorised) as integer) as authorised,
    cast(sum(unauthorised) as integer) as unauthorised,
    cast(sum(late) as integer) as late
from pupil_week
group by pupil_id, academic_year, term
order by academic_year, min(week), pupil_id;
