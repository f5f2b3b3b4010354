-- Pupils behind a figure
--
-- Each pupil in scope with a value of the measure, in order of school and name. The
-- baseline is the mean of the pupil's baselines on one scale: the key stage 2 average
-- where there is one.
--
-- params:  measure VARCHAR, characteristic VARCHAR, from_date DATE, to_date DATE, subject VARCHAR,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, school VARCHAR, pupil VARCHAR, surname VARCHAR, forename VARCHAR,
--          year_group VARCHAR, registration_group VARCHAR, code VARCHAR, group VARCHAR,
--          numerator DOUBLE, denominator DOUBLE, value DOUBLE, baseline DOUBLE
select
    pupil.pupil_id,
    pupil.school,
    pupil.pupil,
    pupil.surname,
    pupil.forename,
    enrolment.year_group,
    enrolment.registration_group,
    characteristic_group.code,
    characteristic_group.label as "group",
    measured.numerator,
    measured.denominator,
    measured.numerator / measured.denominator as value,
    prior_attainment.points as baseline
from scoped_values(
    $measure, $from_date, $to_date, $subject, $schools, $year_groups, $classes, $groups
) as measured
join enrolment on enrolment.enrolment_id = measured.enrolment_id
join pupil on pupil.pupil_id = measured.pupil_id
join pupil_group on pupil_group.enrolment_id = measured.enrolment_id
join characteristic_group
    on characteristic_group.characteristic_id = pupil_group.characteristic_id
    and characteristic_group.group_id = pupil_group.group_id
left join prior_attainment on prior_attainment.pupil_id = measured.pupil_id
where characteristic_group.characteristic = $characteristic
order by pupil.school, pupil.surname, pupil.forename, pupil.pupil
