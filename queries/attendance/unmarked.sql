-- Pupils without marks
--
-- In each school, how many of the pupils on roll in a window have no mark in it, and how many of
-- those have totals instead.
--
-- params:  from_date DATE, to_date DATE, schools VARCHAR[], year_groups VARCHAR[],
--          classes VARCHAR[], groups VARCHAR[]
-- returns: school VARCHAR, pupils BIGINT, unmarked BIGINT, with_totals BIGINT
with on_roll as (
    select school.school, scope.pupil_id
    from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    join enrolment on enrolment.enrolment_id = scope.enrolment_id
    join academic_year on academic_year.academic_year = enrolment.academic_year
    join school on school.school_id = enrolment.school_id
    where academic_year.from_date <= $to_date and academic_year.to_date >= $from_date
        and coalesce(enrolment.joined_on <= $to_date, true)
        and coalesce(enrolment.left_on >= $from_date, true)
),
marked as (
    select distinct week_pattern.pupil_id
    from week_pattern
    join weeks_in_window($from_date, $to_date) as week on week.part_id = week_pattern.part_id
    where week_pattern.possible & week.days > 0
),
counted_in_total as (
    select distinct attendance_total.pupil_id
    from attendance_total
    where attendance_total.from_date >= $from_date and attendance_total.to_date <= $to_date
)
select
    on_roll.school,
    count(*) as pupils,
    count(*) filter (marked.pupil_id is null) as unmarked,
    count(*) filter (marked.pupil_id is null and counted_in_total.pupil_id is not null) as with_totals
from on_roll
left join marked on marked.pupil_id = on_roll.pupil_id
left join counted_in_total on counted_in_total.pupil_id = on_roll.pupil_id
group by on_roll.school
order by on_roll.school
