-- Repeated marks
--
-- Sessions that one batch marks more than once for a pupil. The same code again is kept
-- once; with different codes nobody can say which mark is right, and the first such is
-- named. To be run between `build/marks_of_year` and `build/mark_latest`, on marks in
-- order, so that equal keys are neighbours.
--
-- returns: repeated BIGINT, different BIGINT, batch USMALLINT, school VARCHAR, pupil VARCHAR, date DATE,
--          session VARCHAR, codes VARCHAR[]
with neighbour as (
    select
        mark.*,
        lag(mark.code) over () as code_before,
        lag(mark.pupil_id) over () = mark.pupil_id
        and lag(mark.date) over () = mark.date
        and lag(mark.session) over () = mark.session
        and lag(mark.batch) over () = mark.batch as is_repeated
    from mark
),
repeat as (
    select neighbour.*, neighbour.code <> neighbour.code_before as is_different
    from neighbour
    where neighbour.is_repeated
),
counted as (
    select
        count(*) as repeated,
        count(*) filter (is_different) as different,
        arg_min(
            {
                'batch': batch,
                'pupil_id': pupil_id,
                'date': date,
                'session': session,
                'codes': [cast(code_before as varchar), cast(code as varchar)]
            },
            (batch, pupil_id, date, session)
        ) filter (is_different) as first_one
    from repeat
)
select
    counted.repeated,
    counted.different,
    counted.first_one.batch as batch,
    pupil.school,
    pupil.pupil,
    counted.first_one.date as date,
    cast(counted.first_one.session as varchar) as session,
    counted.first_one.codes as codes
from counted
left join pupil on pupil.pupil_id = counted.first_one.pupil_id
