-- Points from target
--
-- How far a pupil's results are above their targets (below: negative), on the mean over
-- subjects with both. The latest result in each subject counts, and the latest target in
-- the same subject on the same scale.
--
-- kind:    mean
-- unit:    points
-- good:    high
-- area:    attainment
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro points_from_target(from_date, to_date, subject) as table
select
    aimed.pupil_id,
    sum(aimed.points - aimed.target) as numerator,
    cast(count(*) as double) as denominator
from results_and_targets(from_date, to_date, subject) as aimed
group by aimed.pupil_id;
