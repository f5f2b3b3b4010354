-- A scale runs from its lowest to its highest points
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'highest' as column_name, 'less than lowest' as fault, false as is_warning, null as first_row
from staged.intake_checked
where highest < lowest;
