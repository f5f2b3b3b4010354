-- The year group's results
--
-- The mean and the spread of the latest results in a window, of one year group of one
-- school, for each subject on each scale.
--
-- params:  school VARCHAR, year_group VARCHAR, from_date DATE, to_date DATE, subject VARCHAR
-- returns: subject VARCHAR, scale VARCHAR, pupils BIGINT, mean DOUBLE, spread DOUBLE
select
    latest.subject,
    latest.scale,
    count(*) as pupils,
    avg(latest.points) as mean,
    stddev_samp(latest.points) as spread
from latest_results($from_date, $to_date, $subject) as latest
join enrolment
    on enrolment.pupil_id = latest.pupil_id
    and enrolment.valid_from <= $to_date
    and enrolment.valid_to >= $to_date
    and enrolment.year_group = $year_group
join school on school.school_id = enrolment.school_id and school.school = $school
group by latest.subject, latest.scale
order by latest.subject, latest.scale
