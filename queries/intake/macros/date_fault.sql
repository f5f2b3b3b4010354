-- What is wrong with a date
--
-- params:  written, day, month_first
-- returns: VARCHAR
create or replace temp macro date_fault(written, day, month_first) as
case
    when is_month_first(written) or (month_first and day is not null) then 'month first'
    when regexp_matches(written, '^[0-9]{1,2}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{2}$') then 'two-digit year'
    when regexp_matches(written, '^[0-9]{5}([.][0-9]+)?$') then 'day as a number'
    else 'no date'
end;
