-- Progress
--
-- How many points a pupil's results have risen since the baseline in the same subject on
-- the same scale, on the mean over subjects with both. The latest result in each subject
-- counts, and the latest baseline up to it.
--
-- kind:    mean
-- unit:    points
-- good:    high
-- area:    attainment
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro progress(from_date, to_date, subject) as table
select
    latest.pupil_id,
    sum(latest.points - baseline.points) as numerator,
    cast(count(*) as double) as denominator
from latest_results(from_date, to_date, subject) as latest
join baseline
    on baseline.pupil_id = latest.pupil_id
    and baseline.subject = latest.subject
    and baseline.scale = latest.scale
    and baseline.valid_from <= latest.assessed_on
    and baseline.valid_to >= latest.assessed_on
group by latest.pupil_id;
