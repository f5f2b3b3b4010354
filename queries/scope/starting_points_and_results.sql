-- Results beside their starting points
--
-- Each pupil's latest result in each subject in a window, with the baseline that value
-- added measures from.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, subject VARCHAR, scale VARCHAR, baseline_scale VARCHAR,
--          baseline DOUBLE, points DOUBLE
create or replace macro starting_points_and_results(from_date, to_date, subject) as table
select
    latest.pupil_id,
    latest.subject,
    latest.scale,
    starting_point.scale as baseline_scale,
    starting_point.points as baseline,
    latest.points
from latest_results(from_date, to_date, subject) as latest
join starting_point
    on starting_point.pupil_id = latest.pupil_id
    and starting_point.subject = latest.subject
    and starting_point.valid_from <= latest.assessed_on
    and starting_point.valid_to >= latest.assessed_on;
