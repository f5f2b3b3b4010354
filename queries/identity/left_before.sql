-- Pupils who left on or before a day
--
-- The last day on roll in their last academic year; where none is given, the end of that year, unless it is
-- the school's latest: then they are still here.
--
-- params:  day DATE
-- returns: school VARCHAR, pupil VARCHAR, last_day DATE, academic_year VARCHAR
with last_enrolment as (
    select
        enrolment.pupil_id,
        max(enrolment.academic_year) as academic_year,
        max_by(enrolment.left_on, enrolment.academic_year) as left_on
    from enrolment
    group by enrolment.pupil_id
),
latest as (
    select pupil.school_id, max(last_enrolment.academic_year) as academic_year
    from last_enrolment
    join pupil on pupil.pupil_id = last_enrolment.pupil_id
    group by pupil.school_id
),
ended as (
    select
        pupil.school,
        pupil.pupil,
        case
            when last_enrolment.left_on is not null then last_enrolment.left_on
            when last_enrolment.academic_year < latest.academic_year then academic_year.to_date
        end as last_day,
        last_enrolment.academic_year
    from last_enrolment
    join pupil on pupil.pupil_id = last_enrolment.pupil_id
    join latest on latest.school_id = pupil.school_id
    join academic_year on academic_year.academic_year = last_enrolment.academic_year
)
select school, pupil, last_day, academic_year
from ended
where last_day <= $day
order by last_day, school, pupil
