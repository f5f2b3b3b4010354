-- Marks are on past school days
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'date' as column_name, 'weekend' as fault, true as is_warning, null as first_row
from staged.intake_checked
where isodow(date) > 5
union all
select "row", 'date' as column_name, 'future' as fault, true as is_warning, null as first_row
from staged.intake_checked
where date > current_date;
