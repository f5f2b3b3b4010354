-- Nobody leaves before joining, or joins before being born
--
-- A UPN whose first letter does not belong to its digits only gets a warning.
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select "row", 'left_on' as column_name, 'before joined_on' as fault, false as is_warning, null as first_row
from staged.intake_checked
where left_on < joined_on
union all
select "row", 'joined_on' as column_name, 'before date_of_birth' as fault, false as is_warning, null as first_row
from staged.intake_checked
where joined_on < date_of_birth
union all
select "row", 'date_of_birth' as column_name, 'future' as fault, true as is_warning, null as first_row
from staged.intake_checked
where date_of_birth > current_date
union all
select
    "row",
    'upn' as column_name,
    case when upn_letter(upn) is null then 'no upn' else 'upn letter' end as fault,
    true as is_warning,
    null as first_row
from staged.intake_checked
where upn is not null and upn_letter(upn) is distinct from upper(left(upn, 1));
