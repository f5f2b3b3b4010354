-- Sessions by academic year
--
-- A pupil's sessions in each academic year, added up from the terms.
--
-- makes:   pupil_year
-- returns: pupil_id UINTEGER, academic_year VARCHAR, possible INTEGER,
--          attending INTEGER, absent INTEGER, authorised INTEGER, unauthorised INTEGER, late INTEGER
create table pupil_year as
select
    pupil_id,
    academic_year,
    cast(sum(possible) as integer) as possible,
    cast(sum(attending) as integer) as attending,
    cast(sum(absent) as integer) as absent,
    cast(sum(authorised) as integer) as authorised,
    cast(sum(unauthorised) as integer) as unauthorised,
    cast(sum(late) as integer) as late
from pupil_term
group by pupil_id, academic_year
order by academic_year, pupil_id;
