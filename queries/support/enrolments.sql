-- When enrolments run
--
-- Each enrolment with the days of its academic year, the days on which the pupil joined and
-- left where they are given, and whether the school holds data on support at all.
--
-- returns: enrolment_id UINTEGER, from_date DATE, to_date DATE, joined_on DATE, left_on DATE,
--          may_have_support BOOLEAN
select
    enrolment.enrolment_id,
    academic_year.from_date,
    academic_year.to_date,
    enrolment.joined_on,
    enrolment.left_on,
    enrolment.school_id in (select intervention.school_id from intervention) as may_have_support
from enrolment
join academic_year on academic_year.academic_year = enrolment.academic_year
order by enrolment.enrolment_id
