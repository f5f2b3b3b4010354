-- Two pupils of one school with one UPN
--
-- In one year, under two numbers, and neither has left: each row names the other.
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
with named as (
    select "row", school, academic_year, pupil, upper(upn) as upn
    from staged.intake_checked
    where upn is not null and left_on is null and not is_blank and upper(pupil) <> upper(upn)
)
select
    one."row",
    'upn' as column_name,
    'duplicate pupil' as fault,
    false as is_warning,
    min(other."row") as first_row,
    true as is_outside
from named as one
join named as other
    on other.upn = one.upn
    and other.academic_year is not distinct from one.academic_year
    and other.school is not distinct from one.school
    and other.pupil <> one.pupil
group by one."row";
