-- The first problems, with what stands in the cell
--
-- In the order of the file, and the first few of every kind among them. The text is null where the fault is that nothing stands there.
--
-- params:  most BIGINT, each INTEGER
-- returns: row BIGINT, column_name VARCHAR, fault VARCHAR, first_row BIGINT, first_file VARCHAR, written VARCHAR
with shown as (
    select *, row_number() over (partition by column_name, fault order by "row") <= $each as is_example
    from staged.intake_fault
    where not is_warning
    order by is_example desc, "row", column_name
    limit $most
),
written as (
    unpivot (
        select * exclude (is_blank, row_fault)
        from intake_text
        where "row" in (select "row" from shown)
    )
    on columns(* exclude "row") into name column_name value written
)
select shown."row", shown.column_name, shown.fault, shown.first_row, shown.first_file, written.written
from shown
left join written on written."row" = shown."row" and written.column_name = shown.column_name
order by shown."row", shown.column_name
