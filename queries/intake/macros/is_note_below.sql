-- Whether a line is a note below the pupils
--
-- It stands where the pupil does, or in a line that names no pupil.
--
-- params:  pupil, cells
-- returns: BOOLEAN
create or replace temp macro is_note_below(pupil, cells) as
coalesce(trim(pupil), '') in ('', trim(cells[1]))
and is_note(case when trim(cells[1]) = '' then trim(array_to_string(cells, ' ')) else trim(cells[1]) end);
