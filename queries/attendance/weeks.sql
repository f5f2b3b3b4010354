-- Absence by week
--
-- The sums of sessions missed and possible in each school week, with what their interval
-- needs: of each pupil's sums, the squares and the product.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: week DATE, first_day DATE, last_day DATE, term VARCHAR, academic_year VARCHAR,
--          pupils BIGINT, numerator DOUBLE, denominator DOUBLE, numerator_squares DOUBLE,
--          denominator_squares DOUBLE, products DOUBLE
with counted as (
    select
        week.part_id,
        bit_count(week_pattern.absent & week.days) as absent,
        bit_count(week_pattern.possible & week.days) as possible
    from week_pattern
    join weeks_in_window($from_date, $to_date) as week on week.part_id = week_pattern.part_id
    join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
        on scope.pupil_id = week_pattern.pupil_id
),
added as (
    select
        part_id,
        count(*) as pupils,
        sum(cast(absent as integer)) as absent,
        sum(cast(possible as integer)) as possible,
        sum(cast(absent as integer) * absent) as absent_squares,
        sum(cast(possible as integer) * possible) as possible_squares,
        sum(cast(absent as integer) * possible) as products
    from counted
    where possible > 0
    group by part_id
)
select
    week.week,
    week.first_day,
    week.last_day,
    week.term,
    week.academic_year,
    added.pupils,
    cast(added.absent as double) as numerator,
    cast(added.possible as double) as denominator,
    cast(added.absent_squares as double) as numerator_squares,
    cast(added.possible_squares as double) as denominator_squares,
    cast(added.products as double) as products
from added
join weeks_in_window($from_date, $to_date) as week on week.part_id = added.part_id
order by week.first_day
