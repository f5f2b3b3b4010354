-- When a school's pupils came and went
--
-- The first day on roll and the last of each pupil of a school, over all years. `is_unknown`: only rows of
-- marks or results name the pupil, in no year with a year group.
--
-- params:  of_school VARCHAR
-- returns: pupil_id UINTEGER, first_day DATE, last_day DATE, is_unknown BOOLEAN
create or replace macro roll_of(of_school) as table
select
    pupil.pupil_id,
    min(enrolment.joined_on) as first_day,
    max_by(coalesce(enrolment.left_on, academic_year.to_date), enrolment.academic_year) as last_day,
    bool_and(enrolment.year_group is null) as is_unknown
from pupil
join enrolment on enrolment.pupil_id = pupil.pupil_id
join academic_year on academic_year.academic_year = enrolment.academic_year
where pupil.school = of_school
group by pupil.pupil_id;
