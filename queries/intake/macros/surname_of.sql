-- The family name in a whole name
--
-- Of "Example, Ada" what stands before the comma. A name without one is kept whole: nobody can say where it
-- is parted.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro surname_of(written) as
case when contains(written, ',') then nullif(trim(split_part(written, ',', 1)), '') else written end;
