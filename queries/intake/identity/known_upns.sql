-- Which number of its own a school has for each UPN
--
-- Where two numbers of one school share a UPN it is nobody's: a person has to look at it. A former UPN leads
-- to its pupil too, be it through several changes; not where a file has pupils under both, or where another
-- date of birth is known under it.
--
-- makes:   known_upn
create or replace temp table known_upn as
with recursive said as (
    select coalesce(school, '') as school, upper(upn) as upn, pupil, false as is_former, * exclude (school, upn, pupil)
    from staged.pupils
    where upn is not null
    union all
    select coalesce(school, ''), upper(former_upn), pupil, true, * exclude (school, upn, pupil)
    from staged.pupils
    where former_upn is not null
),
theirs as (
    select school, upn, min(pupil) as pupil, bool_and(is_former) as is_former
    from said
    where upper(pupil) <> upn
    group by school, upn
    having count(distinct pupil) = 1
),
another as (
    select theirs.school, theirs.upn
    from theirs
    join staged.pupils as old on upper(old.pupil) = theirs.upn and coalesce(old.school, '') = theirs.school
    join staged.pupils as now on now.pupil = theirs.pupil and now.school is not distinct from old.school
    where theirs.is_former
        and (
            old.date_of_birth <> now.date_of_birth
            or (old.batch = now.batch and old.academic_year = now.academic_year)
        )
),
certain as (
    select school, upn, pupil
    from theirs
    anti join another using (school, upn)
),
followed as (
    select school, upn, pupil, 0 as changes
    from certain
    union all
    select followed.school, followed.upn, certain.pupil, followed.changes + 1
    from followed
    join certain on certain.school = followed.school and certain.upn = upper(followed.pupil)
    where followed.changes < 9
)
select nullif(followed.school, '') as school, followed.upn, followed.pupil
from followed
anti join certain on certain.school = followed.school and certain.upn = upper(followed.pupil)
