-- Activities
--
-- Each activity beyond lessons in each academic year, numbered in order of school, year and
-- name. One that only its pupils name has a row with nothing else known.
--
-- makes:   activity
-- returns: activity_id UINTEGER, school_id USMALLINT, academic_year VARCHAR, activity VARCHAR,
--          weekday VARCHAR, starts VARCHAR, minutes DOUBLE, places INTEGER, staff_hours DOUBLE,
--          cost DOUBLE, kind VARCHAR
create table activity as
with latest as (
    select *
    from staged.activities
    qualify row_number() over (partition by school, academic_year, activity order by batch desc) = 1
),
named as (
    select school, academic_year, activity from staged.activities
    union
    select school, academic_year, activity from staged.activity_pupils
)
select
    cast(row_number() over (order by school.school_id, named.academic_year, named.activity) as uinteger)
        as activity_id,
    school.school_id,
    named.academic_year,
    named.activity,
    latest.weekday,
    strftime(date '2000-01-01' + try_cast(latest.starts as time), '%H:%M') as starts,
    latest.minutes,
    latest.places,
    latest.staff_hours,
    latest.cost,
    latest.kind
from named
join school on school.school = named.school
left join latest
    on latest.school = named.school
    and latest.academic_year = named.academic_year
    and latest.activity = named.activity
order by activity_id;
