-- Results by half-term
--
-- In how many subjects each pupil's results of a half-term lie below target and below what
-- their scale expects, and in how many there is one to compare with. Whole academic years,
-- so that every choice of days within them shares the rows.
--
-- params:  from_date DATE, to_date DATE
-- returns: pupil_id UINTEGER, day DATE, below_target USMALLINT, with_target USMALLINT,
--          below_expected USMALLINT, with_expected USMALLINT
select
    half_term_result.pupil_id,
    half_term_result.day,
    half_term_result.below_target,
    half_term_result.with_target,
    half_term_result.below_expected,
    half_term_result.with_expected
from half_term_result
where half_term_result.day between $from_date and $to_date
order by half_term_result.pupil_id, half_term_result.day
