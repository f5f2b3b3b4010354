-- What became of the cells of a marksheet
--
-- returns: results BIGINT, hidden BIGINT, doubles BIGINT
select
    count(*) filter (not is_hidden and subject is not null) as results,
    count(*) filter (is_hidden) as hidden,
    count(*) filter (is_double) as doubles
from result_found;
