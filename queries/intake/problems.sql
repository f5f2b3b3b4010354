-- The first problems, with what stands in the cell
--
-- In the order of the file, and the first few of every kind among them. The text is null where the fault is that nothing stands there.
--
-- params:  most BIGINT, each INTEGER, after BIGINT, last BIGINT
-- returns: row BIGINT, column_name VARCHAR, fault VARCHAR, first_row BIGINT, first_file VARCHAR, written VARCHAR
with problem as (
    from staged.intake_fault
    where not is_warning and "row" > $after and "row" <= $last
),
example as (
    select column_name, fault, unnest(min("row", $each)) as "row"
    from problem
    group by column_name, fault
),
shown as (
    select problem.*
    from problem
    left join example
        on example."row" = problem."row" and example.column_name = problem.column_name and example.fault = problem.fault
    order by example."row" is not null desc, problem."row", problem.column_name
    limit $most
),
written as (
    unpivot (
        select * exclude (is_blank, row_fault)
        from intake_text
        where "row" in (select "row" from shown) and "row" > $after and "row" <= $last
    )
    on columns(* exclude "row") into name column_name value written
)
select shown."row", shown.column_name, shown.fault, shown.first_row, shown.first_file, written.written
from shown
left join written on written."row" = shown."row" and written.column_name = shown.column_name
order by shown."row", shown.column_name
