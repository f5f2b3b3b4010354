-- Two pupils who may be one
--
-- The same UPN under two numbers or in two schools, or one's as the other's former UPN, or the same name and
-- date of birth. `is_same_upn`, `is_former_upn`, `is_same_name` and `are_upns_different` say what the pair rests on; `ended_on` is the last day on roll of
-- the one who came first, `began_on` the first of the other, where they are known. Nothing is joined by this.
--
-- returns: school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR, date_of_birth DATE,
--          other_school VARCHAR, other_pupil VARCHAR, other_surname VARCHAR, other_forename VARCHAR,
--          other_date_of_birth DATE, is_same_upn BOOLEAN, is_former_upn BOOLEAN, is_same_name BOOLEAN,
--          are_upns_different BOOLEAN, last_year VARCHAR, first_year VARCHAR, ended_on DATE, began_on DATE
with known as (
    select
        pupil.*,
        upper(coalesce(
            pupil.upn,
            case when regexp_matches(upper(pupil.pupil), '^[A-Z][0-9]{11}[0-9A-Z]$') then pupil.pupil end
        )) as known_upn,
        lower(pupil.surname) || chr(31) || lower(pupil.forename) || chr(31) || pupil.date_of_birth as who,
        min(enrolment.academic_year) as first_year,
        max(enrolment.academic_year) as last_year,
        min(enrolment.joined_on) as began_on,
        max_by(enrolment.left_on, enrolment.academic_year) as ended_on,
        list(distinct upper(enrolment.former_upn)) filter (enrolment.former_upn is not null) as former_upns
    from pupil
    left join enrolment on enrolment.pupil_id = pupil.pupil_id
    group by all
),
pair as (
    select one.pupil_id, other.pupil_id as other_id
    from known as one
    join known as other on other.known_upn = one.known_upn and other.pupil_id > one.pupil_id
    union
    select one.pupil_id, other.pupil_id
    from known as one
    join known as other on other.who = one.who and other.pupil_id > one.pupil_id
    union
    select least(one.pupil_id, other.pupil_id), greatest(one.pupil_id, other.pupil_id)
    from (select pupil_id, unnest(former_upns) as upn from known) as one
    join known as other on other.known_upn = one.upn and other.pupil_id <> one.pupil_id
),
ordered as (
    select
        case when later.first_year < earlier.first_year then other_id else pair.pupil_id end as one_id,
        case when later.first_year < earlier.first_year then pair.pupil_id else other_id end as other_id
    from pair
    join known as earlier on earlier.pupil_id = pair.pupil_id
    join known as later on later.pupil_id = pair.other_id
)
select
    one.school, one.pupil, one.surname, one.forename, one.date_of_birth,
    other.school as other_school, other.pupil as other_pupil, other.surname as other_surname,
    other.forename as other_forename, other.date_of_birth as other_date_of_birth,
    coalesce(one.known_upn = other.known_upn, false) as is_same_upn,
    coalesce(
        list_contains(one.former_upns, other.known_upn) or list_contains(other.former_upns, one.known_upn), false
    ) as is_former_upn,
    coalesce(one.who = other.who, false) as is_same_name,
    coalesce(one.known_upn <> other.known_upn, false) as are_upns_different,
    one.last_year, other.first_year, one.ended_on, other.began_on
from ordered
join known as one on one.pupil_id = ordered.one_id
join known as other on other.pupil_id = ordered.other_id
order by is_same_upn desc, one.school, one.pupil, other.school, other.pupil
