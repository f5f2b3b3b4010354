-- Enrolments that cannot both be true
--
-- Rows of pupils and classes that contradict one another, each with its kind, the pupil, the day it is about
-- and the import file to look in. `found` counts all of that kind; the first hundred are returned. `other_day`,
-- `about` and `other` are what the words of that kind need.
--
-- params:  school VARCHAR
-- returns: kind VARCHAR, found BIGINT, pupil VARCHAR, surname VARCHAR, forename VARCHAR, table_name VARCHAR,
--          day DATE, other_day DATE, about VARCHAR, other VARCHAR
with own as (
    select pupil_id, upn, pupil from pupil where school = $school
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
        'two ' || field as kind, pupil_id, 'pupils' as table_name, null::date as day, null::date as other_day,
        about, null as other
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
