-- Marks by day and class
--
-- Of each registration group on each school day of an academic year: pupils on roll, and how many of them have
-- a mark for the morning and for the afternoon. A school day is one on which at least a quarter of the school's
-- pupils on roll have a mark; `is_open_am` and `is_open_pm` say so of each half. Where no registration group
-- is given, the year group stands for it. A pupil is on roll from `joined_on` to `left_on`; where no day is
-- given, for the whole of the academic year.
--
-- params:  academic_year VARCHAR, school VARCHAR
-- returns: year_group VARCHAR, registration_group VARCHAR, date DATE, week DATE, on_roll BIGINT,
--          marked_am BIGINT, marked_pm BIGINT, is_open_am BOOLEAN, is_open_pm BOOLEAN
with enrolled as (
    select
        enrolment.pupil_id,
        enrolment.year_group,
        coalesce(enrolment.registration_group, 'Year ' || enrolment.year_group) as registration_group,
        coalesce(enrolment.joined_on, date '0001-01-01') as joined_on,
        coalesce(enrolment.left_on, date '9999-12-31') as left_on
    from enrolment
    join school on school.school_id = enrolment.school_id
    where enrolment.academic_year = $academic_year
        and school.school = $school
        and enrolment.year_group is not null
),
year as (
    select from_date, to_date from academic_year where academic_year = $academic_year
),
marked as (
    select
        enrolled.year_group,
        enrolled.registration_group,
        mark.date,
        count(*) filter (where mark.session = 'AM') as marked_am,
        count(*) filter (where mark.session = 'PM') as marked_pm
    from mark
    join enrolled on enrolled.pupil_id = mark.pupil_id
    where mark.date between (select from_date from year) and (select to_date from year)
        and mark.date between enrolled.joined_on and enrolled.left_on
    group by enrolled.year_group, enrolled.registration_group, mark.date
),
day as (
    select calendar.date, calendar.week
    from calendar
    where calendar.academic_year = $academic_year and calendar.is_school_day
),
-- Few days of joining and leaving: so pupils are counted once for each pair of them, and not for each day.
stay as (
    select year_group, registration_group, joined_on, left_on, count(*) as pupils
    from enrolled
    group by year_group, registration_group, joined_on, left_on
),
expected as (
    select
        stay.year_group,
        stay.registration_group,
        day.date,
        day.week,
        cast(sum(stay.pupils) as bigint) as on_roll
    from stay
    join day on day.date between stay.joined_on and stay.left_on
    group by stay.year_group, stay.registration_group, day.date, day.week
),
beside as (
    select
        expected.year_group,
        expected.registration_group,
        expected.date,
        expected.week,
        expected.on_roll,
        coalesce(marked.marked_am, 0) as marked_am,
        coalesce(marked.marked_pm, 0) as marked_pm,
        sum(expected.on_roll) over same_day as all_on_roll,
        sum(marked.marked_am) over same_day as all_marked_am,
        sum(marked.marked_pm) over same_day as all_marked_pm
    from expected
    left join marked
        on marked.year_group = expected.year_group
        and marked.registration_group = expected.registration_group
        and marked.date = expected.date
    window same_day as (partition by expected.date)
)
select
    year_group,
    registration_group,
    date,
    week,
    on_roll,
    marked_am,
    marked_pm,
    coalesce(4 * all_marked_am >= all_on_roll, false) as is_open_am,
    coalesce(4 * all_marked_pm >= all_on_roll, false) as is_open_pm
from beside
where 4 * coalesce(all_marked_am, 0) >= all_on_roll or 4 * coalesce(all_marked_pm, 0) >= all_on_roll
order by registration_group, date
