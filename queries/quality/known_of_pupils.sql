-- What is known of pupils, by year group
--
-- Of the pupils in an academic year: how many there are, and how many have each thing that figures rest on.
-- A baseline is any earlier starting point of the pupil, a target one of this academic year.
--
-- params:  academic_year VARCHAR, school VARCHAR
-- returns: year_group VARCHAR, pupils BIGINT, upn BIGINT, name BIGINT, date_of_birth BIGINT, sex BIGINT,
--          registration_group BIGINT, pupil_premium BIGINT, free_school_meals BIGINT, sen BIGINT,
--          eal BIGINT, ethnicity BIGINT, baseline BIGINT, target BIGINT
with year as (
    select from_date, to_date from academic_year where academic_year = $academic_year
),
started as (
    select distinct pupil_id from result where kind = 'baseline' and points is not null
),
aimed as (
    select distinct pupil_id
    from result
    where kind = 'target'
        and points is not null
        and assessed_on between (select from_date from year) and (select to_date from year)
)
select
    enrolment.year_group,
    count(*) as pupils,
    count(pupil.upn) as upn,
    count(pupil.surname) as name,
    count(pupil.date_of_birth) as date_of_birth,
    count(pupil.sex) as sex,
    count(enrolment.registration_group) as registration_group,
    count(enrolment.pupil_premium) as pupil_premium,
    count(enrolment.free_school_meals) as free_school_meals,
    count(enrolment.sen) as sen,
    count(enrolment.eal) as eal,
    count(enrolment.ethnicity) as ethnicity,
    count(started.pupil_id) as baseline,
    count(aimed.pupil_id) as target
from enrolment
join school on school.school_id = enrolment.school_id
join pupil on pupil.pupil_id = enrolment.pupil_id
left join started on started.pupil_id = enrolment.pupil_id
left join aimed on aimed.pupil_id = enrolment.pupil_id
where enrolment.academic_year = $academic_year
    and school.school = $school
    and enrolment.year_group is not null
group by enrolment.year_group
order by try_cast(enrolment.year_group as integer), enrolment.year_group
