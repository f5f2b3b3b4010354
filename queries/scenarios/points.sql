-- Latest results on one scale
--
-- Each pupil's latest results of the twelve months up to a day, in one subject or averaged over
-- all, on the scale that most results of their year group are on; and the targets in force for
-- the same subjects.
--
-- params:  school VARCHAR, academic_year VARCHAR, day DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, points DOUBLE, scale VARCHAR, target DOUBLE
with latest as (
    select enrolment.pupil_id, enrolment.year_group, result.subject, result.scale, result.points
    from enrolment
    join school on school.school_id = enrolment.school_id
    join result on result.pupil_id = enrolment.pupil_id
    where school.school = $school
        and enrolment.academic_year = $academic_year
        and result.kind = 'result'
        and result.points is not null
        and result.assessed_on > cast($day as date) - interval 1 year
        and result.assessed_on <= $day
        and coalesce(result.next_on > $day, true)
        and ($subject is null or result.subject = $subject)
),
usual_scale as (
    select year_group, scale
    from latest
    group by year_group, scale
    qualify row_number() over (partition by year_group order by count(*) desc, scale) = 1
)
select
    latest.pupil_id,
    avg(latest.points) as points,
    latest.scale,
    avg(target.points) as target
from latest
join usual_scale on usual_scale.year_group = latest.year_group and usual_scale.scale = latest.scale
left join result as target
    on target.pupil_id = latest.pupil_id
    and target.subject = latest.subject
    and target.scale = latest.scale
    and target.kind = 'target'
    and target.points is not null
    and target.assessed_on <= $day
    and coalesce(target.next_on > $day, true)
group by latest.pupil_id, latest.scale
order by latest.pupil_id
