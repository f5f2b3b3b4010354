-- The rest of the notes below a register
--
-- Rows that name no pupil below a note are of it, until a row of a pupil or headings follow: a key to the
-- marks has a row a mark.
--
-- changes: staged.mark_row
update staged.mark_row
set kind = 'note'
where kind in ('row', 'ragged')
    and pupil is null
    and upn is null
    and (
        select max(note.source_row)
        from staged.mark_row as note
        where note.kind = 'note' and note.source_row < mark_row.source_row
    ) > (
        select coalesce(max(person.source_row), 0)
        from staged.mark_row as person
        where person.kind in ('row', 'ragged', 'heading')
            and (person.pupil is not null or person.upn is not null)
            and person.source_row < mark_row.source_row
    );
