-- A date, where it can be trusted
--
-- In a file whose dates put the month first, a date like 04/09/2025 reads well and means
-- another day, so none of them counts.
--
-- params:  written, month_first
-- returns: DATE
create or replace temp macro date_of(written, month_first) as
case
    when month_first and regexp_matches(written, '^[0-9]{1,2}[-/.]') then null
    when day_of(written) between date '1900-01-01' and date '2100-12-31' then day_of(written)
end;
