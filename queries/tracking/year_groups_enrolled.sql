-- Year groups with pupils
--
-- The year groups that pupils are enrolled in, in the academic years that the dates touch.
-- Who has left keeps the last enrolment for ever: that is no year group of a later year.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[]
-- returns: year_group VARCHAR
select distinct enrolment.year_group
from enrolment
join academic_year on academic_year.academic_year = enrolment.academic_year
join school on school.school_id = enrolment.school_id
where enrolment.year_group is not null
    and academic_year.from_date <= $to_date
    and academic_year.to_date >= $from_date
    and (enrolment.joined_on is null or enrolment.joined_on <= $to_date)
    and (enrolment.left_on is null or enrolment.left_on >= $from_date)
    and (len(coalesce($schools, [])) = 0 or list_contains($schools, school.school))
order by enrolment.year_group
