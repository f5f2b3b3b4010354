-- Value added
--
-- How many points a pupil's results are above what pupils with the same baseline reach,
-- on the mean over subjects. What is expected is a straight line through all pupils in
-- scope with both, for each subject and pair of scales; fewer than three pupils make no
-- line. The baseline is the subject's own, or else the mean of the pupil's baselines on
-- one scale.
--
-- kind:    mean
-- unit:    points
-- good:    high
-- area:    attainment
-- source:  This project's definition
-- params:  from_date DATE, to_date DATE, subject VARCHAR
-- returns: pupil_id UINTEGER, numerator DOUBLE, denominator DOUBLE
create or replace macro value_added(from_date, to_date, subject) as table
select everyone.pupil_id, everyone.numerator, everyone.denominator
from value_added_in_scope(from_date, to_date, subject, null, null, null, null) as everyone;
