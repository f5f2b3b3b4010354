-- The headings of a register that stand again, with the lines above them
--
-- They may begin another register: with other days where it is not the same line, or with other days above it.
--
-- params:  names VARCHAR[]
-- returns: source_row INTEGER, is_same BOOLEAN, above VARCHAR[]
with again as (
    select source_row, kind = 'heading' as is_same
    from staged.mark_row
    where kind = 'heading' or (kind in ('row', 'ragged') and lower(coalesce(pupil, upn)) in (select unnest($names)))
    order by source_row
    limit 500
)
select again.source_row, again.is_same, list(coalesce(intake_line.line, '') order by intake_line.rowid) as above
from again
join staged.intake_line
    on intake_line.rowid + 1 between again.source_row - 3 and again.source_row - 1
group by again.source_row, again.is_same
order by again.source_row
