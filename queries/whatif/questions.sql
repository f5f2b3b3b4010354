-- What a scenario can be asked of: each school's academic years, year groups and subjects
--
-- A subject is there where the year group has classes in it, those with most lessons first.
--
-- returns: school VARCHAR, academic_year VARCHAR, year_group VARCHAR, subject VARCHAR
with year_group as (
    select distinct school_id, academic_year, year_group
    from enrolment
    where year_group is not null
)
select school.school, year_group.academic_year, year_group.year_group, class.subject
from year_group
join school using (school_id)
left join class using (school_id, academic_year, year_group)
group by school.school, year_group.academic_year, year_group.year_group, class.subject
order by
    school.school,
    year_group.academic_year desc,
    try_cast(year_group.year_group as integer) nulls first,
    year_group.year_group,
    sum(class.periods) desc nulls last,
    class.subject
