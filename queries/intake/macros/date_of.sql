-- A date, where it can be trusted
--
-- In a file whose dates put the month first, a date like 04/09/2025 reads well and means
-- another day, so none of them counts.
--
-- params:  written, day, month_first
-- returns: DATE
create or replace temp macro date_of(written, day, month_first) as
case
    when day not between date '1900-01-01' and date '2100-12-31' then null
    when month_first and regexp_matches(written, '^[0-9]{1,2}[-/.]') then null
    else day
end;
