-- Warnings, a kind and column each
--
-- returns: column_name VARCHAR, fault VARCHAR, rows BIGINT, first_row BIGINT
select column_name, fault, count(*) as rows, min("row") as first_row
from staged.intake_fault
where is_warning
group by column_name, fault
order by column_name, fault
