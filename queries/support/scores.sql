-- Scores to compare
--
-- Results and baselines of some schools in the subjects that their support is for: a row a school
-- and assessment of an academic year, with the day in the middle of those on which it was sat, and
-- its pupils and their points in the same order.
--
-- params:  schools VARCHAR[]
-- returns: school VARCHAR, subject VARCHAR, scale VARCHAR, kind VARCHAR, assessment VARCHAR, academic_year VARCHAR,
--          day DATE, pupils UINTEGER[], points DOUBLE[]
select
    pupil.school,
    result.subject,
    result.scale,
    result.kind,
    result.assessment,
    calendar.academic_year,
    cast(quantile_disc(result.assessed_on, 0.5) as date) as day,
    list(result.pupil_id order by result.pupil_id) as pupils,
    list(result.points order by result.pupil_id) as points
from result
join pupil on pupil.pupil_id = result.pupil_id
join calendar on calendar.date = result.assessed_on
where result.kind in ('result', 'baseline')
    and result.points is not null
    and list_contains($schools, pupil.school)
    and (pupil.school, result.subject) in (
        select (school.school, intervention.subject)
        from intervention
        join school on school.school_id = intervention.school_id)
group by pupil.school, result.subject, result.scale, result.kind, result.assessment, calendar.academic_year
order by day, result.subject, result.scale, result.kind, result.assessment
