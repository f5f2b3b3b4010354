-- Nobody has a result of tomorrow
--
-- A target or a prediction may lie ahead.
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'assessed_on' as column_name, 'future' as fault, true as is_warning, null as first_row
from staged.intake_checked
where assessed_on > current_date and kind in ('result', 'baseline');
