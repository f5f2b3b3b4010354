-- The rows that are left out for what other files say, as spans
--
-- returns: first_row BIGINT, last_row BIGINT
select min("row") as first_row, max("row") as last_row
from (
    select "row", "row" - row_number() over (order by "row") as span
    from (select distinct "row" from staged.intake_fault where is_outside)
)
group by span
order by first_row
