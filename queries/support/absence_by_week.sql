-- Weeks in which absence crosses a line
--
-- Where a pupil's absence since the first day of the window, or of the academic year where
-- that is later, comes to the share that is a need or falls below it again, seen at the end
-- of each week; and the last week of each year. Before a number of possible sessions no
-- share is taken.
--
-- params:  from_date DATE, to_date DATE, share DOUBLE, fewest_sessions INTEGER,
--          schools VARCHAR[], year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, day DATE, absent BIGINT, possible BIGINT, in_need BOOLEAN
with added_up as (
    select
        pupil_part.pupil_id,
        part_of_year.academic_year,
        part_of_year.last_day as day,
        cast(sum(pupil_part.absent) over so_far as bigint) as absent,
        cast(sum(pupil_part.possible) over so_far as bigint) as possible
    from pupil_part
    join part_of_year on part_of_year.part_id = pupil_part.part_id
    join pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
        on scope.pupil_id = pupil_part.pupil_id
    where part_of_year.kind = 'week'
        and part_of_year.first_day >= $from_date and part_of_year.first_day <= $to_date
    window so_far as (
        partition by pupil_part.pupil_id, part_of_year.academic_year order by part_of_year.first_day)
),
judged as (
    select
        added_up.pupil_id,
        added_up.academic_year,
        added_up.day,
        added_up.absent,
        added_up.possible,
        added_up.absent >= $share * added_up.possible as in_need
    from added_up
    where added_up.possible >= $fewest_sessions
),
compared as (
    select
        judged.pupil_id,
        judged.day,
        judged.absent,
        judged.possible,
        judged.in_need,
        lag(judged.in_need) over weeks as was,
        lead(judged.in_need) over weeks as next
    from judged
    window weeks as (partition by judged.pupil_id, judged.academic_year order by judged.day)
)
select compared.pupil_id, compared.day, compared.absent, compared.possible, compared.in_need
from compared
where compared.was is null or compared.was != compared.in_need or compared.next is null
order by compared.pupil_id, compared.day
