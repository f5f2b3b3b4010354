-- Faults of cells
--
-- One row a faulty cell. A fault of the whole row has no column name.
--
-- params:  warnings VARCHAR[]
-- makes:   staged.intake_fault
create or replace table staged.intake_fault as
select
    "row",
    substr(place, 10) as column_name,
    fault,
    fault in (select unnest($warnings)) as is_warning,
    cast(null as bigint) as first_row,
    cast(null as varchar) as first_file,
    false as is_outside
from (
    unpivot (
        select * exclude (first_fault)
        from (
            select "row", columns('^fault in '), coalesce(*columns('^fault in ')) as first_fault
            from staged.intake_checked
        ) as faults
        where first_fault is not null
    )
    on columns(* exclude "row") into name place value fault
) as cell;
