-- Classes
--
-- Each class of each academic year, numbered in order of school, year and name. A class
-- that only its members name has a row with nothing else known.
--
-- makes:   class
-- returns: class_id UINTEGER, school_id USMALLINT, academic_year VARCHAR, class VARCHAR,
--          subject VARCHAR, year_group VARCHAR, teacher VARCHAR, set_rank INTEGER, periods DOUBLE
create table class as
with latest as (
    select *
    from staged.classes
    qualify row_number() over (partition by school, academic_year, class order by batch desc) = 1
),
named as (
    select school, academic_year, class from staged.classes
    union
    select school, academic_year, class from staged.class_members
)
select
    cast(row_number() over (order by school.school_id, named.academic_year, named.class) as uinteger)
        as class_id,
    school.school_id,
    named.academic_year,
    named.class,
    latest.subject,
    latest.year_group,
    latest.teacher,
    latest.set_rank,
    latest.periods
from named
join school on school.school = named.school
left join latest
    on latest.school = named.school
    and latest.academic_year = named.academic_year
    and latest.class = named.class
order by class_id;
