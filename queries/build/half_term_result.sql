-- Results by half-term
--
-- In how many subjects each pupil's results of a half-term lie below the target in force on
-- their day and below what their scale expects, and in how many there is one to compare
-- with. `day` is the last day of these results: what is known, is known then.
--
-- makes:   half_term_result
-- returns: pupil_id UINTEGER, day DATE, below_target USMALLINT, with_target USMALLINT,
--          below_expected USMALLINT, with_expected USMALLINT
create table half_term_result as
with latest_target as (
    select pupil_id, subject, scale, points, assessed_on, next_on
    from result
    where kind = 'target' and points is not null
)
select
    result.pupil_id,
    max(result.assessed_on) as day,
    cast(count(distinct result.subject) filter (result.points < latest_target.points) as usmallint)
        as below_target,
    cast(count(distinct result.subject) filter (latest_target.points is not null) as usmallint)
        as with_target,
    cast(count(distinct result.subject) filter (not result.at_expected) as usmallint) as below_expected,
    cast(count(distinct result.subject) filter (result.at_expected is not null) as usmallint)
        as with_expected
from result
join calendar on calendar.date = result.assessed_on
left join latest_target
    on latest_target.pupil_id = result.pupil_id
    and latest_target.subject = result.subject
    and latest_target.scale = result.scale
    and latest_target.assessed_on <= result.assessed_on
    and (latest_target.next_on is null or latest_target.next_on > result.assessed_on)
where result.kind = 'result' and result.points is not null
group by result.pupil_id, calendar.academic_year, calendar.half_term
order by result.pupil_id, day
