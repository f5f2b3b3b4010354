-- Rows with the same key as an earlier one
--
-- The same row again is kept once, with a warning; another row with the same key is a
-- problem. Rows refused already do not count.
--
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
with fair as (
    select intake_key.*
    from intake_key
    where intake_key."row" not in (select "row" from staged.intake_fault where not is_warning or is_outside)
),
several as (
    select key_hash
    from fair
    group by key_hash
    having count(*) > 1
),
placed as (
    select
        fair."row",
        first_value(fair."row") over same_key as first_row,
        fair.content is not distinct from first_value(fair.content) over same_key as is_same
    from fair
    join several on several.key_hash = fair.key_hash
    window same_key as (partition by fair.key order by fair."row")
)
select
    "row",
    '' as column_name,
    case when is_same then 'repeated' else 'different' end as fault,
    is_same as is_warning,
    first_row
from placed
where "row" > first_row;
