-- Pupils on roll
--
-- How many pupils are on roll on the last school day of the window, in each group of each
-- characteristic. A pupil is on roll from the day they joined to the day they left; where
-- no day is given, for the whole of the academic year.
--
-- params:  to_date DATE, schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[],
--          groups VARCHAR[]
-- returns: characteristic VARCHAR, code VARCHAR, group VARCHAR, is_focus BOOLEAN,
--          is_reference BOOLEAN, pupils BIGINT
with last_school_day as (
    select coalesce(max(date), $to_date) as day
    from calendar
    where is_school_day and date <= $to_date
),
on_roll as (
    select scope.enrolment_id
    from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
    join enrolment using (enrolment_id)
    join academic_year using (academic_year)
    cross join last_school_day
    where last_school_day.day between academic_year.from_date and academic_year.to_date
        and coalesce(enrolment.joined_on, last_school_day.day) <= last_school_day.day
        and coalesce(enrolment.left_on, last_school_day.day) >= last_school_day.day
)
select
    characteristic_group.characteristic,
    characteristic_group.code,
    characteristic_group.label as "group",
    characteristic_group.is_focus,
    characteristic_group.is_reference,
    count(*) as pupils
from on_roll
join pupil_group using (enrolment_id)
join characteristic_group using (characteristic_id, group_id)
group by
    characteristic_group.characteristic_position,
    characteristic_group.characteristic,
    characteristic_group.position,
    characteristic_group.code,
    characteristic_group.label,
    characteristic_group.is_focus,
    characteristic_group.is_reference
order by characteristic_group.characteristic_position, characteristic_group.position
