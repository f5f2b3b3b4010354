-- Pupils who could have support
--
-- Pupils on roll on any day of a window, in a school that holds data on support in the
-- academic years that the window touches: elsewhere nothing is known, which is not none.
--
-- params:  from_date DATE, to_date DATE
-- returns: pupil_id UINTEGER
create or replace macro pupils_who_could_have_support(from_date, to_date) as table
with touched as (
    select
        academic_year.academic_year,
        academic_year.from_date as begins_on,
        academic_year.to_date as finishes_on
    from academic_year
    where academic_year.from_date <= to_date and academic_year.to_date >= from_date
),
supporting as (
    select intervention.school_id
    from support
    join intervention on intervention.intervention_id = support.intervention_id
    join touched
        on support.starts_on <= touched.finishes_on
        and (support.ends_on is null or support.ends_on >= touched.begins_on)
)
select distinct enrolment.pupil_id
from enrolment
join touched on touched.academic_year = enrolment.academic_year
where (enrolment.joined_on is null or enrolment.joined_on <= to_date)
    and (enrolment.left_on is null or enrolment.left_on >= from_date)
    and enrolment.school_id in (select supporting.school_id from supporting);
