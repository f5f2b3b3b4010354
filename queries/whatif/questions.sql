-- What a scenario can be asked of: each school's academic years, year groups and subjects
--
-- A subject is there where the year group has classes in it.
--
-- returns: school VARCHAR, academic_year VARCHAR, year_group VARCHAR, subject VARCHAR
select distinct school.school, enrolment.academic_year, enrolment.year_group, class.subject
from enrolment
join school using (school_id)
left join class
    on class.school_id = enrolment.school_id
    and class.academic_year = enrolment.academic_year
    and class.year_group = enrolment.year_group
where enrolment.year_group is not null
order by
    school.school,
    enrolment.academic_year desc,
    try_cast(enrolment.year_group as integer) nulls first,
    enrolment.year_group,
    class.subject
