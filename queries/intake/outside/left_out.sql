-- Rows that were left out when the file was imported
--
-- For what other files said then; whether they say it still plays no part.
--
-- params:  left_out BIGINT[][]
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
with span as (
    select part[1] as first_left_out, part[2] as last_left_out
    from (select unnest($left_out) as part)
)
select distinct checked."row", '' as column_name, 'left out' as fault, false as is_warning, true as is_outside
from staged.intake_checked as checked
join span on checked."row" between span.first_left_out and span.last_left_out
where not checked.is_blank;
