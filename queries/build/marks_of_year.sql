-- Marks of one academic year
--
-- In order of pupil, day and session: so a school costs no more than its own marks, a
-- mark two bytes, and a few days no more than their year. One year at a time, as sorting
-- all at once would not fit in memory. A mark that a later batch repeats stands before
-- the earlier one, for `build/mark_latest` to keep. Pupils are joined to each other before they are to
-- marks: a number is compared faster than two texts.
--
-- params:  from_date DATE, to_date DATE
insert into mark
with numbered as materialized (
    select marked_pupil.pupil_key, pupil.pupil_id
    from staged.marked_pupil
    join pupil on pupil.school = marked_pupil.school and pupil.pupil = marked_pupil.pupil
)
select
    numbered.pupil_id,
    waiting.date,
    waiting.session,
    waiting.code,
    waiting.batch
from staged.mark as waiting
join numbered on numbered.pupil_key = waiting.pupil_key
where waiting.date between $from_date and $to_date
order by numbered.pupil_id, waiting.date, waiting.session, waiting.batch desc
