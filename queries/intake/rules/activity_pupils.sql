-- Nobody attends more sessions than were offered
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
select
    "row",
    'sessions_attended' as column_name,
    'more than sessions_offered' as fault,
    false as is_warning,
    null as first_row
from staged.intake_checked
where sessions_attended > sessions_offered;
