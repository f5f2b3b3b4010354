-- The marks of the pupils in question, with their place among those of the file
--
-- Where each line below the headings became a mark, the first mark stands in the first row below them.
--
-- returns: school VARCHAR, pupil VARCHAR, date DATE, session ENUM, place BIGINT
select
    held.school,
    held.pupil,
    mark.date,
    mark.session,
    mark.rowid - (select min(rowid) from staged.mark) as place
from staged.mark
join (from staged.marked_pupil semi join erase_key using (school, pupil)) as held
    on held.pupil_key = mark.pupil_key
order by place
