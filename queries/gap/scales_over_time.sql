-- Scales over time
--
-- The scales of the latest results in each academic year or term, so that a figure over
-- time is refused where one period has several. In order of time.
--
-- params:  period_kind VARCHAR, subject VARCHAR, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: period VARCHAR, scale VARCHAR, results BIGINT
select period.label as period, result.scale, count(*) as results
from period
join result
    on result.kind = 'result'
    and result.assessed_on >= period.from_date
    and result.assessed_on <= period.to_date
    and (result.next_on is null or result.next_on > period.to_date)
join enrolments_in_scope($schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = result.pupil_id
    and scope.valid_from <= period.to_date
    and scope.valid_to >= period.to_date
where period.kind = $period_kind
    and result.points is not null
    and ($subject is null or result.subject = $subject)
group by period.label, period.from_date, result.scale
order by period.from_date, result.scale
