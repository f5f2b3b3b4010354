-- Results by half-term
--
-- In how many subjects each pupil's results of a half-term lie below the target in force on
-- their day and below what their scale expects, and in how many there is one to compare
-- with. `day` is the last day of these results: what is known, is known then. Whole
-- academic years, so that every choice of days within them shares the rows.
--
-- params:  from_date DATE, to_date DATE
-- returns: pupil_id UINTEGER, day DATE, below_target BIGINT, with_target BIGINT,
--          below_expected BIGINT, with_expected BIGINT
select
    result.pupil_id,
    max(result.assessed_on) as day,
    count(distinct result.subject) filter (result.points < target.points) as below_target,
    count(distinct result.subject) filter (target.points is not null) as with_target,
    count(distinct result.subject) filter (not result.at_expected) as below_expected,
    count(distinct result.subject) filter (result.at_expected is not null) as with_expected
from result
join calendar on calendar.date = result.assessed_on
left join result as target
    on target.kind = 'target'
    and target.points is not null
    and target.pupil_id = result.pupil_id
    and target.subject = result.subject
    and target.scale = result.scale
    and target.assessed_on <= result.assessed_on
    and (target.next_on is null or target.next_on > result.assessed_on)
where result.kind = 'result'
    and result.points is not null
    and result.assessed_on >= $from_date and result.assessed_on <= $to_date
group by result.pupil_id, calendar.half_term
order by result.pupil_id, day
