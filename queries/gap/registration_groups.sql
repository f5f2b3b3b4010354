-- Who is in which school and registration group
--
-- Every enrolment with the number of its school, and of its registration group where one is known:
-- another one in each school and academic year. A name that more pupils share than a room holds is
-- given anew in each year group; one that fewer share is a group of several ages.
--
-- returns: enrolment_id UINTEGER, school USMALLINT, registration_group BIGINT
with counted as (
    select
        enrolment.enrolment_id,
        enrolment.school_id,
        enrolment.academic_year,
        enrolment.year_group,
        enrolment.registration_group,
        count(*) over (
            partition by enrolment.school_id, enrolment.academic_year, enrolment.registration_group
        ) as pupils
    from enrolment
)
select
    counted.enrolment_id,
    counted.school_id as school,
    case when counted.registration_group is not null then
        dense_rank() over (
            order by
                counted.school_id,
                counted.academic_year,
                counted.registration_group,
                case when counted.pupils > 40 then counted.year_group end
        )
    end as registration_group
from counted
order by counted.school_id, counted.academic_year, counted.registration_group, counted.year_group, counted.enrolment_id
