-- The given name in a whole name
--
-- Of "Example, Ada" what stands behind the comma.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro forename_of(written) as
case when contains(written, ',') then nullif(trim(substr(written, strpos(written, ',') + 1)), '') end;
