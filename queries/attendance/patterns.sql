-- Each pupil's week
--
-- Each pupil's sessions, possible and missed, on each day of the week, in the mornings and on days
-- next to a holiday. Four numbers a pupil hold several sums each, as a sum of its own for each would
-- take three times as long: `first` Monday to Friday, `second` the weekend, days next to a holiday,
-- mornings and all sessions, twelve bits each, from the lowest.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, possible_first BIGINT, possible_second BIGINT, absent_first BIGINT,
--          absent_second BIGINT
with packed as (
    select
        pattern,
        cast(bit_count(pattern & 3) as bigint) + (cast(bit_count(pattern & 12) as bigint) << 12)
        + (cast(bit_count(pattern & 48) as bigint) << 24)
        + (cast(bit_count(pattern & 192) as bigint) << 36)
        + (cast(bit_count(pattern & 768) as bigint) << 48) as first,
        cast(bit_count(pattern & 15360) as bigint)
        + (cast(bit_count(pattern & 5461) as bigint) << 24)
        + (cast(bit_count(pattern) as bigint) << 36) as second
    from (select cast(unnest(range(16384)) as bigint) as pattern)
)
select
    week_pattern.pupil_id,
    cast(sum(possible.first) as bigint) as possible_first,
    cast(sum(possible.second + (cast(bit_count(possible.pattern & school_week.edges) as bigint) << 12)) as bigint)
        as possible_second,
    cast(sum(absent.first) as bigint) as absent_first,
    cast(sum(absent.second + (cast(bit_count(absent.pattern & school_week.edges) as bigint) << 12)) as bigint)
        as absent_second
from week_pattern
join weeks_in_window($from_date, $to_date) as week on week.part_id = week_pattern.part_id
join school_week on school_week.part_id = week_pattern.part_id
join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    on scope.pupil_id = week_pattern.pupil_id
join packed as possible on possible.pattern = week_pattern.possible & week.days
join packed as absent on absent.pattern = week_pattern.absent & week.days
where possible.pattern > 0
group by week_pattern.pupil_id
order by week_pattern.pupil_id
