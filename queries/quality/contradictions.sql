-- What cannot both be true
--
-- Rows that contradict one another, each with its kind, the pupil, the day it is about and the import file to
-- look in. `found` counts all of that kind; the first hundred are returned. `other_day`, `about` and `other`
-- are what the words of that kind need. Of marks there is one row a pupil: the first day that cannot be.
--
-- A day without school is one on which fewer than a quarter of the pupils are marked who are marked on the
-- usual day of that academic year.
--
-- params:  school VARCHAR
-- returns: kind VARCHAR, found BIGINT, pupil VARCHAR, surname VARCHAR, forename VARCHAR, table_name VARCHAR,
--          day DATE, other_day DATE, about VARCHAR, other VARCHAR
with own as (
    select pupil_id, upn, pupil from pupil where school = $school
),
roll as (
    select
        own.pupil_id,
        min(enrolment.joined_on) as first_day,
        max_by(coalesce(enrolment.left_on, academic_year.to_date), enrolment.academic_year) as last_day,
        bool_and(enrolment.year_group is null) as is_unknown
    from own
    join enrolment on enrolment.pupil_id = own.pupil_id
    join academic_year on academic_year.academic_year = enrolment.academic_year
    group by own.pupil_id
),
span as (
    select mark.pupil_id, min(mark.date) as first_mark, max(mark.date) as last_mark
    from mark
    join own on own.pupil_id = mark.pupil_id
    group by mark.pupil_id
),
early_mark as (
    select roll.pupil_id, min(mark.date) as day, roll.first_day as other_day, count(*) as marks
    from roll
    join span on span.pupil_id = roll.pupil_id and span.first_mark < roll.first_day
    join mark on mark.pupil_id = roll.pupil_id and mark.date < roll.first_day
    join attendance_code on attendance_code.code = mark.code and attendance_code.counts_as_possible
    group by roll.pupil_id, roll.first_day
),
late_mark as (
    select roll.pupil_id, min(mark.date) as day, roll.last_day as other_day, count(*) as marks
    from roll
    join span on span.pupil_id = roll.pupil_id and span.last_mark > roll.last_day
    join mark on mark.pupil_id = roll.pupil_id and mark.date > roll.last_day
    join attendance_code on attendance_code.code = mark.code and attendance_code.counts_as_possible
    where not roll.is_unknown
    group by roll.pupil_id, roll.last_day
),
marked_day as (
    select
        mark.date,
        greatest(
            count(*) filter (where mark.session = 'AM'), count(*) filter (where mark.session = 'PM')
        ) as pupils,
        min(mark.pupil_id) as pupil_id
    from mark
    join own on own.pupil_id = mark.pupil_id
    group by mark.date
),
empty_day as (
    select marked_day.date, marked_day.pupils, marked_day.pupil_id
    from marked_day
    join academic_year on marked_day.date between academic_year.from_date and academic_year.to_date
    qualify 4 * marked_day.pupils < median(marked_day.pupils) over (partition by academic_year.academic_year)
),
shared as (
    select own.pupil_id, other.pupil_id as other_id, other.school || ', ' || other.pupil as other
    from own
    join pupil as other on other.pupil_id <> own.pupil_id and upper(other.upn) = upper(own.upn)
),
attended as materialized (
    select mark.pupil_id, mark.date, mark.session
    from mark
    join attendance_code on attendance_code.code = mark.code and attendance_code.counts_as_attending
    where mark.pupil_id in (select pupil_id from shared union select other_id from shared)
),
present as (
    select shared.pupil_id, shared.other, min(one.date) as day, count(*) as marks
    from shared
    join attended as one on one.pupil_id = shared.pupil_id
    join attended as same
        on same.pupil_id = shared.other_id and same.date = one.date and same.session = one.session
    group by shared.pupil_id, shared.other
),
enrolled as (
    select
        enrolment.pupil_id,
        enrolment.academic_year,
        enrolment.year_group,
        enrolment.joined_on,
        enrolment.left_on,
        academic_year.from_date,
        lag(enrolment.year_group) over years as year_group_before,
        lag(academic_year.to_date) over years as end_before,
        lag(enrolment.academic_year) over years as year_before
    from enrolment
    join own on own.pupil_id = enrolment.pupil_id
    join academic_year on academic_year.academic_year = enrolment.academic_year
    window years as (partition by enrolment.pupil_id order by academic_year.from_date)
),
member as (
    select
        enrolment.pupil_id, enrolment.joined_on, enrolment.left_on, enrolment.year_group,
        enrolment.academic_year as enrolled_in,
        class.academic_year, class.class, class.year_group as class_year_group,
        coalesce(class_member.from_date, academic_year.from_date) as from_date,
        coalesce(class_member.to_date, academic_year.to_date) as to_date
    from class_member
    join class on class.class_id = class_member.class_id
    join enrolment on enrolment.enrolment_id = class_member.enrolment_id
    join own on own.pupil_id = enrolment.pupil_id
    join academic_year on academic_year.academic_year = class.academic_year
),
unlike as (
    select
        pupil_disagreement.pupil_id,
        pupil_disagreement.field,
        string_agg(said || ' in ' || academic_year, ', ' order by academic_year, said) as about
    from pupil_disagreement
    join own on own.pupil_id = pupil_disagreement.pupil_id
    group by pupil_disagreement.pupil_id, pupil_disagreement.field
),
found as (
    select
        'present twice' as kind, pupil_id, 'attendance' as table_name, day, null::date as other_day,
        marks::varchar as about, other
    from present
    union all
    select
        'result before joining', result.pupil_id, 'results', result.assessed_on, roll.first_day,
        result.subject, result.assessment
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
    select 'marks before joining', pupil_id, 'attendance', day, other_day, marks::varchar, null
    from early_mark
    union all
    select 'marks after leaving', pupil_id, 'attendance', day, other_day, marks::varchar, null
    from late_mark
    union all
    select 'marks without school', pupil_id, 'attendance', date, null, pupils::varchar, null
    from empty_day
    union all
    select 'two ' || field, pupil_id, 'pupils', null, null, about, null
    from unlike
    union all
    select 'year group jumps', pupil_id, 'pupils', null, null,
        year_group_before || ' in ' || year_before, year_group || ' in ' || academic_year
    from enrolled
    where from_date - end_before <= 1
        and try_cast(year_group as integer) <> try_cast(year_group_before as integer) + 1
    union all
    select 'left before joining', pupil_id, 'pupils', left_on, joined_on, academic_year, null
    from enrolled
    where left_on < joined_on
    union all
    select 'support over', support.pupil_id, 'intervention_pupils', support.starts_on, null,
        intervention.intervention,
        support.sessions_attended || ' of ' || support.sessions_offered
    from support
    join own on own.pupil_id = support.pupil_id
    join intervention on intervention.intervention_id = support.intervention_id
    where support.sessions_attended > support.sessions_offered
    union all
    select 'class not on roll', pupil_id, 'class_members', from_date, coalesce(left_on, joined_on), class,
        academic_year
    from member
    where year_group is null
        or enrolled_in <> academic_year
        or left_on < from_date
        or joined_on > to_date
    union all
    select 'class of another year', pupil_id, 'class_members', from_date, null, class,
        'Year ' || class_year_group || ', pupil in Year ' || year_group
    from member
    where class_year_group <> year_group and enrolled_in = academic_year
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
