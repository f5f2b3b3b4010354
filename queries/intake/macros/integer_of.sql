-- The whole number that a text names
--
-- 8.0 counts as 8, because spreadsheets write it so.
--
-- params:  written
-- returns: INTEGER
create or replace temp macro integer_of(written) as
case
    when regexp_matches(written, '^[-+]?[0-9]+([.]0*)?$') then try_cast(try_cast(written as double) as integer)
end;
