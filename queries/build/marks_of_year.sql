-- Marks of one academic year
--
-- In order of pupil, day and session: so a school costs no more than its own marks, a
-- mark two bytes, and a few days no more than their year. One year at a time, as sorting
-- all at once would not fit in memory. A mark that a later batch repeats stands before
-- the earlier one, for `build/mark_latest` to keep. Pupils are joined to each other before they are to
-- marks: a number is compared faster than two texts.
--
-- A mark is sorted as one number that holds all of it: five columns beside a key of four take
-- half as long again. From its low end: the code (8 bits), the batch, the later the lower (16),
-- the session (1), the day of the year (9) and the pupil; a pupil past 2 ** 29 is an error, never
-- a wrong mark.
--
-- params:  from_date DATE, to_date DATE
insert into mark
with numbered as materialized (
    select marked_pupil.pupil_key, pupil.pupil_id
    from staged.marked_pupil
    join pupil on pupil.school = marked_pupil.school and pupil.pupil = marked_pupil.pupil
),
packed as (
    select
        (cast(numbered.pupil_id as bigint) << 34)
        | (cast(waiting.date - $from_date as bigint) << 25)
        | (cast(enum_code(waiting.session) as bigint) << 24)
        | (cast(65535 - waiting.batch as bigint) << 8)
        | cast(enum_code(waiting.code) as bigint) as mark
    from staged.mark as waiting
    join numbered on numbered.pupil_key = waiting.pupil_key
    where waiting.date between $from_date and $to_date
),
sorted as (
    select mark
    from packed
    order by mark
),
written as (
    select
        case
            when list(enum_code(code) order by code) = range(count(*)) then list(code order by code)
            else error('attendance_code lacks a code that a mark may have')
        end as codes
    from (select distinct code from attendance_code)
)
select
    cast(sorted.mark >> 34 as uinteger) as pupil_id,
    $from_date + cast((sorted.mark >> 25) & 511 as integer) as date,
    case
        when (sorted.mark >> 24) & 1 = 0 then cast('AM' as enum ('AM', 'PM'))
        else cast('PM' as enum ('AM', 'PM'))
    end as session,
    written.codes[(sorted.mark & 255) + 1] as code,
    cast(65535 - ((sorted.mark >> 8) & 65535) as usmallint) as batch
from sorted
cross join written
