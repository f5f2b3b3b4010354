-- The marks of a new import beside those of earlier imports of the same sessions
--
-- A mark is changed where its code is another than the latest of them.
--
-- params:  batch
-- returns: rows BIGINT, known BIGINT, changed BIGINT
with now as (
    select school, pupil, date, session, code from staged.attendance where batch = $batch
),
span as (
    select min(date) as from_date, max(date) as to_date from now
),
before as (
    select school, pupil, date, session, arg_max(code, batch) as code
    from staged.attendance, span
    where batch < $batch and date between span.from_date and span.to_date
    group by school, pupil, date, session
)
select
    count(*) as rows,
    count(before.code) as known,
    count(*) filter (before.code <> now.code) as changed
from now
left join before using (school, pupil, date, session)
