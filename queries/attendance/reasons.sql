-- Reasons
--
-- How many sessions each pupil missed, or came late to, with each code.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, code VARCHAR, sessions BIGINT
select
    week_code.pupil_id,
    cast(week_code.code as varchar) as code,
    cast(sum(bit_count(week_code.sessions & week.days)) as bigint) as sessions
from week_code
join weeks_in_window($from_date, $to_date) as week on week.part_id = week_code.part_id
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = week_code.pupil_id
where week_code.sessions & week.days > 0
group by week_code.pupil_id, week_code.code
order by week_code.pupil_id, code
