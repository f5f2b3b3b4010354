-- Where resolved tables are noted
--
-- makes: resolved_table
create temp table if not exists resolved_table (table_name varchar not null)
