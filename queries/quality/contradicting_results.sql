-- Results and support that cannot be true
--
-- Results and support that contradict other rows, and pupils whom only other files name. `found` counts all of
-- that kind; the first hundred are returned. `other_day`, `about` and `other` are what its words need.
--
-- params:  school VARCHAR
-- returns: kind VARCHAR, found BIGINT, pupil VARCHAR, surname VARCHAR, forename VARCHAR, table_name VARCHAR,
--          day DATE, other_day DATE, about VARCHAR, other VARCHAR
with own as (
    select pupil_id, upn, pupil from pupil where school = $school
),
roll as (
    from roll_of($school)
),
span as (
    select mark.pupil_id, min(mark.date) as first_mark, max(mark.date) as last_mark
    from mark
    join own on own.pupil_id = mark.pupil_id
    group by mark.pupil_id
),
found as (
    select
        'result before joining' as kind, result.pupil_id, 'results' as table_name, result.assessed_on as day,
        roll.first_day as other_day, result.subject as about, result.assessment as other
    from result
    join roll on roll.pupil_id = result.pupil_id and result.assessed_on < roll.first_day
    where result.kind = 'result'
    union all
    select
        'result after leaving', result.pupil_id, 'results', result.assessed_on, roll.last_day,
        result.subject, result.assessment
    from result
    join roll on roll.pupil_id = result.pupil_id and result.assessed_on > roll.last_day
    where result.kind = 'result' and not roll.is_unknown
    union all
    select 'support over', support.pupil_id, 'intervention_pupils', support.starts_on, null,
        intervention.intervention,
        support.sessions_attended || ' of ' || support.sessions_offered
    from support
    join own on own.pupil_id = support.pupil_id
    join intervention on intervention.intervention_id = support.intervention_id
    where support.sessions_attended > support.sessions_offered
    union all
    select 'pupil unknown', roll.pupil_id,
        case when span.pupil_id is not null then 'attendance' else 'results' end,
        span.first_mark, null, null, null
    from roll
    left join span on span.pupil_id = roll.pupil_id
    where roll.is_unknown
),
counted as (
    select found.*, count(*) over (partition by kind) as found
    from found
    qualify row_number() over (partition by kind order by day desc nulls last, pupil_id, about) <= 100
)
select
    counted.kind,
    counted.found,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    counted.table_name,
    counted.day,
    counted.other_day,
    counted.about,
    counted.other
from counted
join pupil on pupil.pupil_id = counted.pupil_id
order by counted.kind, counted.day desc nulls last, pupil.pupil, counted.about
