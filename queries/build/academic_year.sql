-- Academic years
--
-- Every school year, 1 September to 31 August, that a dated row or a row about pupils,
-- classes, staff, choices or activities touches. A budget alone makes no school year.
--
-- makes:   academic_year
-- returns: academic_year VARCHAR, from_date DATE, to_date DATE
create table academic_year as
with day as (
    select date from staged.mark_of_day
    union select from_date from staged.attendance_totals
    union select to_date from staged.attendance_totals
    union select assessed_on from staged.results
    union select assessed_on from staged.questions
    union select from_date from staged.class_members
    union select to_date from staged.class_members
    union select starts_on from staged.interventions
    union select ends_on from staged.interventions
    union select starts_on from staged.intervention_pupils
    union select ends_on from staged.intervention_pupils
    union select contacted_on from staged.contacts
),
named as (
    select academic_year_of(date) as academic_year from day
    union select academic_year from staged.pupils
    union select academic_year from staged.characteristics
    union select academic_year from staged.classes
    union select academic_year from staged.class_members
    union select academic_year from staged.staff
    union select academic_year from staged.options
    union select academic_year from staged.activities
    union select academic_year from staged.activity_pupils
)
select
    academic_year,
    make_date(cast(left(academic_year, 4) as integer), 9, 1) as from_date,
    make_date(cast(left(academic_year, 4) as integer) + 1, 8, 31) as to_date
from named
where academic_year is not null
order by academic_year;
