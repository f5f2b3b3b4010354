-- At the expected standard
--
-- Pupils whose mean points over subjects are at least what the scale says is expected, as
-- a share of pupils. The latest result in each subject counts. A pupil counts only where
-- the scale has an expected standard.
--
-- kind:    proportion
-- unit:    percent
-- good:    high
-- area:    attainment
-- source:  This project's definition; the standards are those of the scales
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro at_expected(from_date, to_date, subject) as table
select
    latest.pupil_id,
    cast(sum(latest.points) >= sum(scale.expected) as double) as numerator,
    cast(1 as double) as denominator
from latest_results(from_date, to_date, subject) as latest
join scale on scale.scale = latest.scale
where scale.expected is not null
group by latest.pupil_id;
