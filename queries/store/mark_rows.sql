-- The marks of the pupils in question, with their place among those of the file
--
-- Where each line below the headings became a mark, the first mark stands in the first row below them.
--
-- returns: school VARCHAR, pupil VARCHAR, date DATE, session ENUM, place BIGINT
select
    held.school,
    held.pupil,
    held.date,
    held.session,
    held.rowid - (select min(rowid) from staged.attendance) as place
from staged.attendance as held
semi join erase_key using (school, pupil)
order by place
