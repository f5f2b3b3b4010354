-- An activity starts at a time of day
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'starts' as column_name, 'no time' as fault, false as is_warning, null as first_row
from staged.intake_checked
where starts is not null and not regexp_full_match(starts, '([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?');
