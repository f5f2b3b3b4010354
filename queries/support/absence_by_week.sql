-- Weeks in which absence crosses a line
--
-- The weeks at whose end a pupil's absence since September comes to the share that is a need,
-- or falls below it again, and the first week in which a share is taken: there must be a
-- number of possible sessions. Whole academic years, as for results.
--
-- params:  from_date DATE, to_date DATE, share DOUBLE, fewest_sessions INTEGER
-- returns: pupil_id UINTEGER, day DATE, in_need BOOLEAN
with added_up as (
    select
        pupil_part.pupil_id,
        part_of_year.academic_year,
        part_of_year.last_day as day,
        sum(pupil_part.absent) over so_far as absent,
        sum(pupil_part.possible) over so_far as possible
    from pupil_part
    join part_of_year on part_of_year.part_id = pupil_part.part_id
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
        added_up.absent >= $share * added_up.possible as in_need
    from added_up
    where added_up.possible >= $fewest_sessions
),
compared as (
    select
        judged.pupil_id,
        judged.day,
        judged.in_need,
        lag(judged.in_need) over (
            partition by judged.pupil_id, judged.academic_year order by judged.day) as was
    from judged
)
select compared.pupil_id, compared.day, compared.in_need
from compared
where compared.was is null or compared.was != compared.in_need
order by compared.pupil_id, compared.day
