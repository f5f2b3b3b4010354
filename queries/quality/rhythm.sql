-- How regularly each kind of data comes
--
-- Of each table whose rows have a day: its first and last day, on how many days it has rows, and the gaps in days
-- between one and the next: the usual one, the one that nine of ten do not exceed, and the longest.
--
-- params:  school VARCHAR
-- returns: table_name VARCHAR, first_day DATE, last_day DATE, days BIGINT, usual_gap DOUBLE,
--          nearly_all_gaps DOUBLE, longest_gap BIGINT
with own as (
    select pupil_id from pupil where school = $school
),
dated as (
    select distinct 'attendance' as table_name, mark.date as day
    from mark
    join own on own.pupil_id = mark.pupil_id
    union all
    select distinct 'attendance_totals', attendance_total.to_date
    from attendance_total
    join own on own.pupil_id = attendance_total.pupil_id
    union all
    select distinct 'results', result.assessed_on
    from result
    join own on own.pupil_id = result.pupil_id
    where result.kind = 'result'
    union all
    select distinct 'questions', question.assessed_on
    from question
    join own on own.pupil_id = question.pupil_id
    union all
    select distinct 'intervention_pupils', support.starts_on
    from support
    join own on own.pupil_id = support.pupil_id
    union all
    select distinct 'contacts', contact.contacted_on
    from contact
    join own on own.pupil_id = contact.pupil_id
),
spaced as (
    select table_name, day, day - lag(day) over (partition by table_name order by day) as gap
    from dated
    where day is not null
)
select
    table_name,
    min(day) as first_day,
    max(day) as last_day,
    count(*) as days,
    median(gap) as usual_gap,
    quantile_cont(gap, 0.9) as nearly_all_gaps,
    max(gap) as longest_gap
from spaced
group by table_name
order by table_name
