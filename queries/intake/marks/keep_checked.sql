-- Keep the marks without a fault that counts
--
-- In the order of the file: a mark's place tells its row.
--
-- params:  batch USMALLINT
-- fills:   staged.mark
insert into staged.mark by name
select marked_pupil.pupil_key, checked.date, checked.session, checked.code, $batch as batch
from staged.intake_checked as checked
left join staged.marked_pupil
    on marked_pupil.pupil = checked.pupil and marked_pupil.school is not distinct from checked.school
where not checked.is_blank
    and checked."row" not in (from staged.intake_fault select "row" where not is_warning or fault = 'repeated')
order by checked."row";
