-- Nobody has been spoken to tomorrow
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'contacted_on' as column_name, 'future' as fault, true as is_warning, null as first_row
from staged.intake_checked
where contacted_on > current_date;
