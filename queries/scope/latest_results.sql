-- Latest results
--
-- Each pupil's latest result with points in each subject between two days, both included.
-- Predictions, targets and baselines are no results.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, subject VARCHAR, scale VARCHAR, assessed_on DATE, points DOUBLE
create or replace macro latest_results(from_date, to_date, subject) as table
select result.pupil_id, result.subject, result.scale, result.assessed_on, result.points
from result
where result.kind = 'result'
    and result.assessed_on >= from_date and result.assessed_on <= to_date
    and (result.next_on is null or result.next_on > to_date)
    and result.points is not null
    and (subject is null or result.subject = subject);
