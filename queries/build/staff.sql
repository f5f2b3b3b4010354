-- Staff
--
-- Each member of staff in each academic year.
--
-- makes:   staff
-- returns: school_id USMALLINT, school VARCHAR, academic_year VARCHAR, staff VARCHAR, role VARCHAR,
--          fte DOUBLE, periods DOUBLE, cost DOUBLE, specialisms VARCHAR
create table staff as
select
    school.school_id,
    school.school,
    member.academic_year,
    member.staff,
    member.role,
    member.fte,
    member.periods,
    member.cost,
    member.specialisms
from staged.staff as member
join school on school.school = member.school
qualify row_number() over (
    partition by school.school_id, member.academic_year, member.staff order by member.batch desc
) = 1
order by school.school_id, member.academic_year, member.staff;
