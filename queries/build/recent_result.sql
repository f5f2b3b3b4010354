-- Results with those before them
--
-- Each result with points, and the three before it in the same subject on the same scale:
-- what "falling" and "below their own pattern" are read from.
--
-- makes:   recent_result
-- returns: pupil_id UINTEGER, subject VARCHAR, scale VARCHAR, assessed_on DATE, next_on DATE,
--          points DOUBLE, second DOUBLE, third DOUBLE, fourth DOUBLE
create table recent_result as
select
    pupil_id, subject, scale, assessed_on, next_on, points,
    lag(points, 1) over in_turn as second,
    lag(points, 2) over in_turn as third,
    lag(points, 3) over in_turn as fourth
from result
where kind = 'result' and points is not null
window in_turn as (partition by pupil_id, subject, scale order by assessed_on, assessment)
order by assessed_on, pupil_id, subject
