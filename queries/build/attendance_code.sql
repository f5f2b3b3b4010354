-- Attendance codes
--
-- The reference table, with each code in the type that marks have: joining marks to text
-- would take three times as long.
--
-- makes:   attendance_code
-- returns: code ENUM, description VARCHAR, category VARCHAR, counts_as_possible BOOLEAN,
--          counts_as_attending BOOLEAN, counts_as_absent BOOLEAN, authorised BOOLEAN,
--          is_late BOOLEAN, in_force_from DATE, in_force_to DATE, map_to VARCHAR, source VARCHAR
create table attendance_code as
select
    marks.code,
    words.description,
    words.category,
    words.counts_as_possible,
    words.counts_as_attending,
    words.counts_as_absent,
    words.authorised,
    words.is_late,
    words.in_force_from,
    words.in_force_to,
    words.map_to,
    words.source
from staged.mark as marks, reference.attendance_code as words
limit 0;

insert into attendance_code
select
    code,
    description,
    category,
    counts_as_possible,
    counts_as_attending,
    counts_as_absent,
    authorised,
    is_late,
    in_force_from,
    in_force_to,
    map_to,
    source
from reference.attendance_code;
