-- Pupils to arrange
--
-- Every pupil on roll on a day of an academic year in these schools: who they are, their
-- absence in the year as a share of sessions, and their prior attainment where it is on the
-- scale that most of their year group have it on. Ethnicity is there to be reported only.
--
-- params:  schools VARCHAR[], academic_year VARCHAR, day DATE
-- returns: pupil_id UINTEGER, school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR,
--          year_group VARCHAR, registration_group VARCHAR, pupil_premium BOOLEAN, sen VARCHAR,
--          eal BOOLEAN, sex VARCHAR, ethnicity VARCHAR, absence DOUBLE, prior DOUBLE, prior_scale VARCHAR
with on_roll as (
    select
        enrolment.pupil_id,
        school.school_id,
        school.school,
        enrolment.year_group,
        enrolment.registration_group,
        enrolment.pupil_premium,
        enrolment.sen,
        enrolment.eal,
        enrolment.ethnicity
    from enrolment
    join school on school.school_id = enrolment.school_id
    where list_contains($schools, school.school)
        and enrolment.academic_year = $academic_year
        and enrolment.year_group is not null
        and coalesce(enrolment.joined_on, $day) <= $day
        and coalesce(enrolment.left_on, $day) >= $day
),
absent as (
    select
        pupil_measure.pupil_id,
        pupil_measure.numerator / nullif(pupil_measure.denominator, 0) as share
    from pupil_measure
    join period on period.period_id = pupil_measure.period_id
    where pupil_measure.measure = 'absence_rate'
        and period.kind = 'year'
        and period.academic_year = $academic_year
),
usual_scale as (
    select on_roll.school_id, on_roll.year_group, prior_attainment.scale
    from on_roll
    join prior_attainment on prior_attainment.pupil_id = on_roll.pupil_id
    group by on_roll.school_id, on_roll.year_group, prior_attainment.scale
    qualify row_number() over (
        partition by on_roll.school_id, on_roll.year_group order by count(*) desc, prior_attainment.scale
    ) = 1
)
select
    on_roll.pupil_id,
    on_roll.school,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    on_roll.year_group,
    on_roll.registration_group,
    on_roll.pupil_premium,
    on_roll.sen,
    on_roll.eal,
    pupil.sex,
    nullif(ethnicity.major_group, '?') as ethnicity,
    absent.share as absence,
    prior_attainment.points as prior,
    prior_attainment.scale as prior_scale
from on_roll
join pupil on pupil.pupil_id = on_roll.pupil_id
left join reference.ethnicity as ethnicity on ethnicity.code = on_roll.ethnicity
left join absent on absent.pupil_id = on_roll.pupil_id
left join usual_scale
    on usual_scale.school_id = on_roll.school_id and usual_scale.year_group = on_roll.year_group
left join prior_attainment
    on prior_attainment.pupil_id = on_roll.pupil_id and prior_attainment.scale = usual_scale.scale
order by on_roll.school, on_roll.pupil_id
