-- Faults of cells
--
-- One row a faulty cell. A fault of the whole row has no column name.
--
-- params:  warnings VARCHAR[]
-- makes:   staged.intake_fault
create or replace table staged.intake_fault as
select
    "row",
    each.column_name,
    each.fault,
    each.fault in (select unnest($warnings)) as is_warning,
    cast(null as bigint) as first_row,
    cast(null as varchar) as first_file,
    false as is_outside
from (
    select "row", unnest(faults) as each
    from staged.intake_checked
    where faults is not null
) as cell;
