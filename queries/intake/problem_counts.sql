-- How many problems of each kind there are
--
-- returns: column_name VARCHAR, fault VARCHAR, rows BIGINT
select column_name, fault, count(*) as rows
from staged.intake_fault
where not is_warning
group by column_name, fault
order by rows desc, column_name, fault
