-- The year that a year group with the letters of a form names
--
-- 7 of 7R, 10 of "Year 10 SMI". Not of 1R, which may be a class of Year 1 and Reception.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro year_before_letters(written) as
case
    when upper(written) <> '1R'
        then nullif(regexp_extract(written, '^(?:(?i:years?|yr|y) ?)?0?([1-9]|1[0-4])(?:[A-Za-z]| ?[A-Z]{1,3})$', 1), '')
end;
