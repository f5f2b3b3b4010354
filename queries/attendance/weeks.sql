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
        week.week,
        week.first_day,
        week.last_day,
        week.term,
        week.academic_year,
        cast(bit_count(week_pattern.absent & week.days) as integer) as absent,
        cast(bit_count(week_pattern.possible & week.days) as integer) as possible
    from week_pattern
    join weeks_in_window($from_date, $to_date) as week on week.part_id = week_pattern.part_id
    join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
        on scope.pupil_id = week_pattern.pupil_id
)
select
    week,
    first_day,
    last_day,
    term,
    academic_year,
    count(*) as pupils,
    cast(sum(absent) as double) as numerator,
    cast(sum(possible) as double) as denominator,
    cast(sum(absent * absent) as double) as numerator_squares,
    cast(sum(possible * possible) as double) as denominator_squares,
    cast(sum(absent * possible) as double) as products
from counted
where possible > 0
group by week, first_day, last_day, term, academic_year
order by first_day
