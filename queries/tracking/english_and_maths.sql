-- English and maths of Year 11
--
-- Each Year 11 pupil with a key stage 2 average and a GCSE grade in both English and maths
-- in the window: the key stage 2 average and the lower of the two grades. Of English
-- language and literature the higher counts.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: key_stage_2 DOUBLE, lower_grade DOUBLE, assessed_on DATE
with graded as (
    select
        latest.pupil_id,
        max(latest.points) filter (where lower(latest.subject) like 'english%') as english,
        max(latest.points) filter (where lower(latest.subject) in ('maths', 'mathematics')) as maths,
        max(latest.assessed_on) as assessed_on
    from latest_results($from_date, $to_date, null) as latest
    where latest.scale = 'GCSE 9-1'
    group by latest.pupil_id
)
select
    prior_attainment.points as key_stage_2,
    least(graded.english, graded.maths) as lower_grade,
    graded.assessed_on
from graded
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = graded.pupil_id
join enrolment on enrolment.enrolment_id = scope.enrolment_id and enrolment.year_group = '11'
join prior_attainment
    on prior_attainment.pupil_id = graded.pupil_id
    and prior_attainment.scale in ('KS2 scaled score', 'KS2 average')
where graded.english is not null and graded.maths is not null
