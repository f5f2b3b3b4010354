-- Interventions
--
-- Each intervention of each school. One that only its pupils name has a row that begins
-- with the first of them and says nothing else.
--
-- makes:   intervention
-- returns: intervention_id UINTEGER, school_id USMALLINT, intervention VARCHAR, strand VARCHAR,
--          tier VARCHAR, subject VARCHAR, staff VARCHAR, group_size INTEGER, sessions_planned INTEGER,
--          minutes DOUBLE, cost DOUBLE, starts_on DATE, ends_on DATE
create table intervention as
with latest as (
    select *
    from staged.interventions
    qualify row_number() over (partition by school, intervention order by batch desc) = 1
),
named as (
    select school, intervention, min(starts_on) as starts_on
    from (
        select school, intervention, starts_on from staged.interventions
        union all
        select school, intervention, starts_on from staged.intervention_pupils
    )
    group by school, intervention
)
select
    cast(row_number() over (order by school.school_id, named.intervention) as uinteger)
        as intervention_id,
    school.school_id,
    named.intervention,
    latest.strand,
    latest.tier,
    latest.subject,
    latest.staff,
    latest.group_size,
    latest.sessions_planned,
    latest.minutes,
    latest.cost,
    coalesce(latest.starts_on, named.starts_on) as starts_on,
    latest.ends_on
from named
join school on school.school = named.school
left join latest on latest.school = named.school and latest.intervention = named.intervention
order by intervention_id;
