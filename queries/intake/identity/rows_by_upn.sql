-- Whether a staging table has rows of pupils known by a UPN whose own number is known now
--
-- params:  table_name VARCHAR
-- returns: pupils BIGINT
select count(*) as pupils
from (select distinct school, pupil from query_table($table_name) where length(pupil) = 13) as named
semi join known_upn
    on known_upn.school is not distinct from named.school and known_upn.upn = upper(named.pupil)
