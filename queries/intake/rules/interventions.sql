-- No intervention ends before it starts
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'ends_on' as column_name, 'before starts_on' as fault, false as is_warning, null as first_row
from staged.intake_checked
where ends_on < starts_on;
