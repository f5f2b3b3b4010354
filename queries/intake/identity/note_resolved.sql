-- Note that rows of a staging table got the school's own number
--
-- params: table_name VARCHAR
-- fills:  resolved_table
insert into resolved_table
values ($table_name)
