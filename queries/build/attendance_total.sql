-- Attendance totals
--
-- Sessions between two dates for pupils whose marks are not at hand. A total is left out
-- where the pupil has any mark between its dates: the same session would count twice.
-- `wider_from` and `wider_to` are the dates of the pupil's next wider total around it, so
-- that of a year and its terms only one counts.
--
-- makes:   attendance_total
-- returns: pupil_id UINTEGER, from_date DATE, to_date DATE, possible INTEGER, authorised INTEGER,
--          unauthorised INTEGER, wider_from DATE, wider_to DATE
create table attendance_total as
with latest as (
    select pupil.pupil_id, attendance_totals.*
    from staged.attendance_totals
    join pupil
        on pupil.school = attendance_totals.school and pupil.pupil = attendance_totals.pupil
    qualify row_number() over (
        partition by pupil.pupil_id, attendance_totals.from_date, attendance_totals.to_date
        order by attendance_totals.batch desc
    ) = 1
),
unmarked as (
    select latest.*
    from latest
    anti join mark
        on mark.pupil_id = latest.pupil_id and mark.date between latest.from_date and latest.to_date
)
select
    unmarked.pupil_id,
    unmarked.from_date,
    unmarked.to_date,
    unmarked.possible,
    unmarked.authorised,
    unmarked.unauthorised,
    wider.from_date as wider_from,
    wider.to_date as wider_to
from unmarked
left join unmarked as wider
    on wider.pupil_id = unmarked.pupil_id
    and wider.from_date <= unmarked.from_date
    and wider.to_date >= unmarked.to_date
    and (wider.from_date < unmarked.from_date or wider.to_date > unmarked.to_date)
qualify row_number() over (
    partition by unmarked.pupil_id, unmarked.from_date, unmarked.to_date
    order by wider.to_date - wider.from_date, wider.from_date
) = 1
order by unmarked.pupil_id, unmarked.from_date, unmarked.to_date;
