-- Rows without a school where several schools are known
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'school' as column_name, 'no school' as fault, false as is_warning, true as is_outside
from staged.intake_checked
where school is null and not is_blank;
