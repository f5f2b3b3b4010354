-- The number that a text names
--
-- Null for anything but plain digits: no thousands comma, no percent sign, no NaN.
--
-- params:  written
-- returns: DOUBLE
create or replace temp macro number_of(written) as
case
    when regexp_matches(written, '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$')
        then try_cast(written as double)
end;
