-- Who is on roll
--
-- The pupils whom the filter bar chooses, with the day they left where they have, and
-- whether they are on roll on a day, in a school that holds data on support at all.
--
-- params:  day DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, left_on DATE, is_on_roll BOOLEAN, may_have_support BOOLEAN
select
    enrolment.pupil_id,
    enrolment.left_on,
    coalesce(academic_year.academic_year = enrolment.academic_year, false)
        and coalesce(enrolment.joined_on <= $day, true)
        and coalesce(enrolment.left_on >= $day, true) as is_on_roll,
    enrolment.school_id in (select intervention.school_id from intervention) as may_have_support
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join enrolment on enrolment.enrolment_id = scope.enrolment_id
left join academic_year on $day between academic_year.from_date and academic_year.to_date
order by enrolment.pupil_id
