-- Classes of one school in one academic year, with how many pupils each has
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: class VARCHAR, year_group VARCHAR, periods DOUBLE, pupils BIGINT
select class.class, class.year_group, class.periods, count(distinct enrolment.pupil_id) as pupils
from class
join school using (school_id)
left join class_member using (class_id)
left join enrolment using (enrolment_id)
where school.school = $school and class.academic_year = $academic_year
group by class.class_id, class.class, class.year_group, class.periods
order by class.class_id
