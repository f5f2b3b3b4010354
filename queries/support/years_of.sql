-- Pupils of the year groups of an intervention
--
-- All pupils of the school who were in a year group of the intervention's pupils in the school
-- year in which it began, and in how many year groups these are; one that is not known is one.
-- Of several interventions (one at several schools) those of each.
--
-- params:  interventions BIGINT[]
-- returns: pupil_id UINTEGER, year_groups BIGINT
with begun as (
    select intervention.intervention_id, intervention.school_id, academic_year.academic_year
    from intervention
    join academic_year
        on coalesce(intervention.ends_on, intervention.starts_on) >= academic_year.from_date
        and intervention.starts_on <= academic_year.to_date
    where list_contains($interventions, intervention.intervention_id)
),
taken as (
    select distinct begun.school_id, enrolment.academic_year, enrolment.year_group
    from begun
    join support on support.intervention_id = begun.intervention_id
    join enrolment
        on enrolment.pupil_id = support.pupil_id and enrolment.academic_year = begun.academic_year
)
select enrolment.pupil_id, (select count(distinct coalesce(taken.year_group, '')) from taken) as year_groups
from enrolment
join taken
    on taken.school_id = enrolment.school_id
    and taken.academic_year = enrolment.academic_year
    and taken.year_group is not distinct from enrolment.year_group
group by enrolment.pupil_id
order by enrolment.pupil_id
