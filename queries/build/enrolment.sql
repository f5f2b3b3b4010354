-- Enrolments
--
-- A pupil in one academic year, as `pupils` has it. On any day exactly one enrolment of a
-- pupil is valid: the first reaches back and the last reaches forward without end. A pupil
-- unknown to `pupils` has an enrolment, with nothing known, in each year with facts. The former
-- UPN is the last that a file of the year gives, or else the other one that rows had before.
--
-- makes:   enrolment
-- returns: enrolment_id UINTEGER, pupil_id UINTEGER, school_id USMALLINT, academic_year VARCHAR,
--          year_group VARCHAR, registration_group VARCHAR, joined_on DATE, left_on DATE,
--          valid_from DATE, valid_to DATE, pupil_premium BOOLEAN, free_school_meals BOOLEAN,
--          sen VARCHAR, sen_need VARCHAR, eal BOOLEAN, ethnicity VARCHAR, looked_after BOOLEAN,
--          service_child BOOLEAN, young_carer BOOLEAN, former_upn VARCHAR
create table enrolment as
with known as (
    select pupil.pupil_id, pupils.*
    from staged.pupils
    join pupil on pupil.school = pupils.school and pupil.pupil = pupils.pupil
    qualify row_number() over (
        partition by pupil.pupil_id, pupils.academic_year order by pupils.batch desc
    ) = 1
),
unknown as (
    select pupil.pupil_id, pupil.school, pupil.pupil
    from pupil
    where pupil.pupil_id not in (select known.pupil_id from known)
),
upn_before as (
    select
        pupil_id,
        academic_year,
        coalesce(max_by(former_upn, batch), max_by(before, batch) filter (upper(before) <> upper(upn))) as upn
    from (
        select
            pupil.pupil_id, pupils.academic_year, pupils.batch, pupils.upn, pupils.former_upn,
            lag(pupils.upn ignore nulls) over (
                partition by pupil.pupil_id order by pupils.academic_year, pupils.batch
            ) as before
        from staged.pupils
        join pupil on pupil.school = pupils.school and pupil.pupil = pupils.pupil
    ) as said
    group by pupil_id, academic_year
),
fact as (
    select marked_unknown.school, marked_unknown.pupil, academic_year_of(mark.date) as academic_year
    from staged.mark
    join (from staged.marked_pupil semi join unknown using (school, pupil)) as marked_unknown
        on marked_unknown.pupil_key = mark.pupil_key
    union select school, pupil, academic_year_of(from_date) from staged.attendance_totals
    union select school, pupil, academic_year_of(to_date) from staged.attendance_totals
    union select school, pupil, academic_year_of(assessed_on) from staged.results
    union select school, pupil, academic_year_of(assessed_on) from staged.questions
    union select school, pupil, academic_year_of(starts_on) from staged.intervention_pupils
    union select school, pupil, academic_year from staged.characteristics
    union select school, pupil, academic_year from staged.class_members
    union select school, pupil, academic_year from staged.options
    union select school, pupil, academic_year from staged.activity_pupils
),
enrolled as (
    select pupil_id, academic_year from known
    union all
    select unknown.pupil_id, fact.academic_year
    from unknown
    join fact on fact.school = unknown.school and fact.pupil = unknown.pupil
)
select
    cast(row_number() over (order by enrolled.pupil_id, enrolled.academic_year) as uinteger)
        as enrolment_id,
    enrolled.pupil_id,
    pupil.school_id,
    enrolled.academic_year,
    known.year_group,
    known.registration_group,
    known.joined_on,
    known.left_on,
    case
        when row_number() over years = 1 then date '0001-01-01' else academic_year.from_date
    end as valid_from,
    coalesce(lead(academic_year.from_date) over years - 1, date '9999-12-31') as valid_to,
    known.pupil_premium,
    known.free_school_meals,
    known.sen,
    known.sen_need,
    known.eal,
    known.ethnicity,
    known.looked_after,
    known.service_child,
    known.young_carer,
    upn_before.upn as former_upn
from enrolled
join pupil on pupil.pupil_id = enrolled.pupil_id
join academic_year on academic_year.academic_year = enrolled.academic_year
left join known
    on known.pupil_id = enrolled.pupil_id and known.academic_year = enrolled.academic_year
left join upn_before
    on upn_before.pupil_id = enrolled.pupil_id and upn_before.academic_year = enrolled.academic_year
window years as (partition by enrolled.pupil_id order by enrolled.academic_year)
order by enrolment_id;
