-- Results beside their targets
--
-- Each pupil's latest result in each subject in a window, with the target in force on its
-- last day: the latest target in the same subject on the same scale.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, subject VARCHAR, points DOUBLE, target DOUBLE
create or replace macro results_and_targets(from_date, to_date, subject) as table
select latest.pupil_id, latest.subject, latest.points, target.points as target
from latest_results(from_date, to_date, subject) as latest
join result as target
    on target.pupil_id = latest.pupil_id
    and target.subject = latest.subject
    and target.scale = latest.scale
where target.kind = 'target'
    and target.points is not null
    and target.assessed_on <= to_date
    and (target.next_on is null or target.next_on > to_date);
