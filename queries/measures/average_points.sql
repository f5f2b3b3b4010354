-- Average points
--
-- Mean over a pupil's subjects of the points of the latest result in each; with a subject
-- chosen, the points in that one. Subjects on different scales are never averaged together.
--
-- kind:    mean
-- unit:    points
-- good:    high
-- area:    attainment
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro average_points(from_date, to_date, subject) as table
select
    latest.pupil_id,
    sum(latest.points) as numerator,
    cast(count(*) as double) as denominator
from latest_results(from_date, to_date, subject) as latest
group by latest.pupil_id;
