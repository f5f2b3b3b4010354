-- Absences are among the possible sessions
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'to_date' as column_name, 'before from_date' as fault, false as is_warning, null as first_row
from staged.intake_checked
where to_date < from_date
union all
select "row", 'possible' as column_name, 'less than absences' as fault, false as is_warning, null as first_row
from staged.intake_checked
where cast(authorised as bigint) + unauthorised > possible;
