-- Scores to compare
--
-- Results and baselines of one school in the subjects that its support is for: a row an
-- assessment of an academic year, with the day in the middle of those on which it was sat, and
-- its pupils and their points in the same order.
--
-- params:  school VARCHAR
-- returns: subject VARCHAR, scale VARCHAR, kind VARCHAR, assessment VARCHAR, academic_year VARCHAR,
--          day DATE, pupils UINTEGER[], points DOUBLE[]
select
    result.subject,
    result.scale,
    result.kind,
    result.assessment,
    calendar.academic_year,
    cast(quantile_disc(result.assessed_on, 0.5) as date) as day,
    list(result.pupil_id order by result.pupil_id) as pupils,
    list(result.points order by result.pupil_id) as points
from result
join calendar on calendar.date = result.assessed_on
where result.kind in ('result', 'baseline')
    and result.points is not null
    and result.pupil_id in (select pupil.pupil_id from pupil where pupil.school = $school)
    and result.subject in (
        select intervention.subject
        from intervention
        join school on school.school_id = intervention.school_id
        where school.school = $school)
group by result.subject, result.scale, result.kind, result.assessment, calendar.academic_year
order by day, result.subject, result.scale, result.kind, result.assessment
