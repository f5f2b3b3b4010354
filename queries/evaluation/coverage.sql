-- What is known of how many pupils
--
-- For each kind of evidence: of how many of the pupils of the latest school year it tells, how many there
-- are, the last day that it speaks of, and the latest school year where it is kept by the year. Evidence on
-- the whole school (staff, rooms, money) tells of no pupil by itself. A kind without any row is left out.
--
-- returns: evidence VARCHAR, pupils BIGINT, on_roll BIGINT, latest DATE, academic_year VARCHAR
with on_roll as (
    select enrolment_id, pupil_id, academic_year
    from enrolment
    where academic_year = (select max(academic_year) from enrolment)
),
told as (
    select 'attendance' as evidence, pupil_id, null::date as latest, academic_year
    from pupil_year
    where possible > 0
    union all
    select 'attendance', attendance_total.pupil_id, null::date, academic_year.academic_year
    from attendance_total
    join academic_year
        on attendance_total.to_date between academic_year.from_date and academic_year.to_date
    union all
    select 'results', pupil_id, assessed_on, null::varchar from result where kind = 'result'
    union all
    select 'targets', pupil_id, assessed_on, null::varchar from result where kind = 'target'
    union all
    select 'baselines', pupil_id, assessed_on, null::varchar from result where kind = 'baseline'
    union all
    select 'questions', pupil_id, assessed_on, null::varchar from question
    union all
    select 'contacts', pupil_id, contacted_on, null::varchar from contact
    union all
    select 'families', pupil_id, contacted_on, null::varchar from contact where with_whom <> 'pupil'
    union all
    select 'support', pupil_id, runs_to, null::varchar from support
    union all
    select 'scores', pupil_id, runs_to, null::varchar
    from support
    where entry_score is not null and exit_score is not null
    union all
    select 'classes', enrolment.pupil_id, null::date, enrolment.academic_year
    from class_member
    join enrolment using (enrolment_id)
    union all
    select 'sets', enrolment.pupil_id, null::date, enrolment.academic_year
    from class_member
    join class using (class_id)
    join enrolment using (enrolment_id)
    where class.set_rank is not null
    union all
    select 'options', pupil_id, null::date, academic_year from option_choice
    union all
    select 'activities', activity_pupil.pupil_id, null::date, activity.academic_year
    from activity_pupil
    join activity using (activity_id)
    union all
    select 'groups', enrolment.pupil_id, null::date, enrolment.academic_year
    from characteristics
    join pupil using (school, pupil)
    join enrolment on enrolment.pupil_id = pupil.pupil_id
        and enrolment.academic_year = characteristics.academic_year
    union all
    select 'staff', null::bigint, null::date, academic_year from staff
    union all
    select 'specialisms', null::bigint, null::date, academic_year from staff where specialisms is not null
    union all
    select 'costs', null::bigint, null::date, academic_year from cost
    union all
    select 'rooms', null::bigint, null::date, null::varchar from room
),
marked as (
    select 'attendance' as evidence, max(date) as latest from mark
    union all
    select 'attendance', max(to_date) from attendance_total
),
last_marks as (
    select evidence, max(latest) as latest from marked group by evidence
)
select
    told.evidence,
    count(distinct on_roll.pupil_id) as pupils,
    (select count(*) from on_roll) as on_roll,
    coalesce(max(told.latest), any_value(last_marks.latest)) as latest,
    max(told.academic_year) as academic_year
from told
left join on_roll on on_roll.pupil_id = told.pupil_id
    and coalesce(told.academic_year, on_roll.academic_year) = on_roll.academic_year
left join last_marks using (evidence)
group by told.evidence
order by told.evidence
