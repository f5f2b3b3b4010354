-- Results
--
-- Results, targets, baselines and predictions with what they are worth. `next_on` is the
-- day of the pupil's next value with points of the same subject and kind (for a target
-- also of the same scale), so that "the latest in the window" needs no grouping. Of two
-- on one day the later assessment in order of name is the later. A row that a later batch
-- repeats is left out by looking at later batches alone: most builds have few.
--
-- makes:   result
-- returns: pupil_id UINTEGER, subject VARCHAR, kind VARCHAR, scale VARCHAR, assessment VARCHAR,
--          assessed_on DATE, next_on DATE, value VARCHAR, points DOUBLE, at_expected BOOLEAN
create table result as
with latest as (
    select pupil.pupil_id, results.*
    from staged.results
    join pupil on pupil.school = results.school and pupil.pupil = results.pupil
    anti join (
        select * from staged.results where batch > (select min(batch) from staged.results)
    ) as later
        on later.school = results.school
        and later.pupil = results.pupil
        and later.subject = results.subject
        and later.assessment = results.assessment
        and later.kind = results.kind
        and later.batch > results.batch
),
worth as (
    select
        latest.pupil_id,
        latest.subject,
        latest.kind,
        coalesce(scale.scale, latest.scale) as scale,
        latest.assessment,
        latest.assessed_on,
        latest.value,
        case
            when grade.grade is not null then grade.points
            when not contains(latest.value, '_') and isfinite(try_cast(latest.value as double)) then try_cast(latest.value as double)
        end as points,
        scale.expected
    from latest
    left join scale on lower(scale.scale) = lower(latest.scale)
    left join grade on grade.scale = scale.scale and lower(grade.grade) = lower(latest.value)
)
select
    pupil_id,
    subject,
    kind,
    scale,
    assessment,
    assessed_on,
    case
        when points is not null then
            lead(assessed_on) over (
                partition by
                    pupil_id, subject, kind, points is null, case when kind = 'target' then scale end
                order by assessed_on, assessment
            )
    end as next_on,
    value,
    points,
    points >= expected as at_expected
from worth
order by kind, assessed_on, pupil_id, subject, assessment;
