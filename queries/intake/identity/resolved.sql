-- The staging tables in which rows got the school's own number
--
-- returns: table_name VARCHAR
select distinct table_name
from resolved_table
order by table_name
