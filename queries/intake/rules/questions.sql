-- Nobody wins more marks than there are
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'mark' as column_name, 'more than out_of' as fault, false as is_warning, null as first_row
from staged.intake_checked
where mark > out_of
union all
select "row", 'assessed_on' as column_name, 'future' as fault, true as is_warning, null as first_row
from staged.intake_checked
where assessed_on > current_date;
