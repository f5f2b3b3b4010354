-- Weeks that look alike
--
-- How many pupils had which sessions of which week possible, and missed which of them, in the
-- bits of `build/week_pattern`: days, half days and broken weeks come from it.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: week DATE, possible INTEGER, absent INTEGER, pupils BIGINT
select
    week.week,
    week_pattern.possible & week.days as possible,
    week_pattern.absent & week.days as absent,
    count(*) as pupils
from week_pattern
join weeks_in_window($from_date, $to_date) as week on week.part_id = week_pattern.part_id
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = week_pattern.pupil_id
where week_pattern.possible & week.days > 0
group by week.week, week_pattern.possible & week.days, week_pattern.absent & week.days
order by week.week, possible, absent
