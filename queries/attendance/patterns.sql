-- Each pupil's week
--
-- Each pupil's sessions, possible and missed, on each day of the week, in the mornings and on days
-- next to a holiday. Four numbers a pupil hold several sums each, as `build/packed_pattern` packs
-- them: a sum of its own for each would take three times as long.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, possible_first BIGINT, possible_second BIGINT, absent_first BIGINT,
--          absent_second BIGINT
select
    week_pattern.pupil_id,
    cast(sum(possible.first) as bigint) as possible_first,
    cast(sum(
        possible.second + (cast(bit_count(possible.pattern & school_week.edges) as bigint) << 12)
    ) as bigint) as possible_second,
    cast(sum(absent.first) as bigint) as absent_first,
    cast(sum(
        absent.second + (cast(bit_count(absent.pattern & school_week.edges) as bigint) << 12)
    ) as bigint) as absent_second
from week_pattern
join weeks_in_window($from_date, $to_date) as week on week.part_id = week_pattern.part_id
join school_week on school_week.part_id = week_pattern.part_id
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = week_pattern.pupil_id
join packed_pattern as possible on possible.pattern = cast(week_pattern.possible & week.days as usmallint)
join packed_pattern as absent on absent.pattern = cast(week_pattern.absent & week.days as usmallint)
where possible.pattern > 0
group by week_pattern.pupil_id
order by week_pattern.pupil_id
