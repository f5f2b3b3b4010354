-- Marks that cannot be true
--
-- Of marks that contradict other rows, one a pupil: the first day that cannot be. `found` counts all of that
-- kind; the first hundred are returned. `other_day`, `about` and `other` are what the words of that kind need.
--
-- A day without school is one on which fewer than a quarter of the pupils are marked who are marked on the
-- usual day of that academic year.
--
-- params:  school VARCHAR
-- returns: kind VARCHAR, found BIGINT, pupil VARCHAR, surname VARCHAR, forename VARCHAR, table_name VARCHAR,
--          day DATE, other_day DATE, about VARCHAR, other VARCHAR
with own as (
    select pupil_id, upn, pupil from pupil where school = $school
),
roll as (
    from roll_of($school)
),
span as (
    select mark.pupil_id, min(mark.date) as first_mark, max(mark.date) as last_mark
    from mark
    join own on own.pupil_id = mark.pupil_id
    group by mark.pupil_id
),
early_mark as (
    select roll.pupil_id, min(mark.date) as day, roll.first_day as other_day, count(*) as marks
    from roll
    join span on span.pupil_id = roll.pupil_id and span.first_mark < roll.first_day
    join mark on mark.pupil_id = roll.pupil_id and mark.date < roll.first_day
    join attendance_code on attendance_code.code = mark.code and attendance_code.counts_as_possible
    group by roll.pupil_id, roll.first_day
),
late_mark as (
    select roll.pupil_id, min(mark.date) as day, roll.last_day as other_day, count(*) as marks
    from roll
    join span on span.pupil_id = roll.pupil_id and span.last_mark > roll.last_day
    join mark on mark.pupil_id = roll.pupil_id and mark.date > roll.last_day
    join attendance_code on attendance_code.code = mark.code and attendance_code.counts_as_possible
    where not roll.is_unknown
    group by roll.pupil_id, roll.last_day
),
marked_day as (
    select
        mark.date,
        greatest(
            count(*) filter (where mark.session = 'AM'), count(*) filter (where mark.session = 'PM')
        ) as pupils,
        min(mark.pupil_id) as pupil_id
    from mark
    join own on own.pupil_id = mark.pupil_id
    group by mark.date
),
empty_day as (
    select marked_day.date, marked_day.pupils, marked_day.pupil_id
    from marked_day
    join academic_year on marked_day.date between academic_year.from_date and academic_year.to_date
    qualify 4 * marked_day.pupils < median(marked_day.pupils) over (partition by academic_year.academic_year)
),
shared as (
    select own.pupil_id, other.pupil_id as other_id, other.school || ', ' || other.pupil as other
    from own
    join pupil as other on other.pupil_id <> own.pupil_id and upper(other.upn) = upper(own.upn)
),
attended as materialized (
    select mark.pupil_id, mark.date, mark.session
    from mark
    join attendance_code on attendance_code.code = mark.code and attendance_code.counts_as_attending
    where mark.pupil_id in (select pupil_id from shared union select other_id from shared)
),
present as (
    select shared.pupil_id, shared.other, min(one.date) as day, count(*) as marks
    from shared
    join attended as one on one.pupil_id = shared.pupil_id
    join attended as same
        on same.pupil_id = shared.other_id and same.date = one.date and same.session = one.session
    group by shared.pupil_id, shared.other
),
found as (
    select
        'present twice' as kind, pupil_id, 'attendance' as table_name, day, null::date as other_day,
        marks::varchar as about, other
    from present
    union all
    select 'marks before joining', pupil_id, 'attendance', day, other_day, marks::varchar, null
    from early_mark
    union all
    select 'marks after leaving', pupil_id, 'attendance', day, other_day, marks::varchar, null
    from late_mark
    union all
    select 'marks without school', pupil_id, 'attendance', date, null, pupils::varchar, null
    from empty_day
),
counted as (
    select found.*, count(*) over (partition by kind) as found
    from found
    qualify row_number() over (partition by kind order by day desc nulls last, pupil_id, about) <= 100
)
select
    counted.kind,
    counted.found,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    counted.table_name,
    counted.day,
    counted.other_day,
    counted.about,
    counted.other
from counted
join pupil on pupil.pupil_id = counted.pupil_id
order by counted.kind, counted.day desc nulls last, pupil.pupil, counted.about
