-- The columns that pupils of a new import have only from earlier imports
--
-- params:  columns, batch
-- returns: name VARCHAR
select name
from (
    unpivot (
        select cast(columns($columns) as varchar)
        from staged.pupils
        where batch = $batch
    )
    on columns(*) into name name value written
)
group by name
order by list_position($columns, name)
