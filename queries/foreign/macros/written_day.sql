-- The day that a cell names
--
-- As dates are written, or as the number that a spreadsheet keeps for a day.
--
-- params:  written
-- returns: DATE
create or replace temp macro written_day(written) as
case
    when regexp_full_match(written, '[3-6][0-9]{4}')
        then date '1899-12-30' + cast(written as integer)
    else day_of(written)
end;
