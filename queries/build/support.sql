-- Support
--
-- Which pupils are in which intervention and when. Where a pupil's last day is not given
-- it is the intervention's. `runs_to` is the last day to spread the sessions over: where
-- neither is given, the last day of any mark, result or total in the data.
--
-- makes:   support
-- returns: intervention_id UINTEGER, pupil_id UINTEGER, starts_on DATE, ends_on DATE, runs_to DATE,
--          sessions_offered INTEGER, sessions_attended INTEGER, entry_score DOUBLE, exit_score DOUBLE
create table support as
with last_day as (
    select max(day) as day
    from (
        select max(date) as day from calendar where is_school_day
        union all
        select max(assessed_on) from result where kind = 'result'
        union all
        select max(to_date) from attendance_total
    )
)
select
    intervention.intervention_id,
    pupil.pupil_id,
    member.starts_on,
    coalesce(member.ends_on, intervention.ends_on) as ends_on,
    greatest(
        member.starts_on,
        coalesce(member.ends_on, intervention.ends_on, (select day from last_day))
    ) as runs_to,
    member.sessions_offered,
    member.sessions_attended,
    member.entry_score,
    member.exit_score
from staged.intervention_pupils as member
join pupil on pupil.school = member.school and pupil.pupil = member.pupil
join intervention
    on intervention.school_id = pupil.school_id and intervention.intervention = member.intervention
qualify row_number() over (
    partition by intervention.intervention_id, pupil.pupil_id order by member.batch desc
) = 1
order by intervention.intervention_id, pupil.pupil_id;
