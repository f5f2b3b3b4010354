-- On target
--
-- Pupils whose results are, on the mean over subjects, at or above their targets, as a
-- share of pupils with both. The latest result in each subject counts, and the latest
-- target in the same subject on the same scale.
--
-- kind:    proportion
-- unit:    percent
-- good:    high
-- area:    attainment
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro on_target(from_date, to_date, subject) as table
select
    aimed.pupil_id,
    cast(sum(aimed.points) >= sum(aimed.target) as double) as numerator,
    cast(1 as double) as denominator
from results_and_targets(from_date, to_date, subject) as aimed
group by aimed.pupil_id;
