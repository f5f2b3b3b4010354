-- Whether a date can only be one with the day first
--
-- params:  written
-- returns: BOOLEAN
create or replace temp macro is_day_first(written) as
regexp_matches(written, '^(1[3-9]|2[0-9]|3[01])[-/.](0?[1-9]|1[0-2])[-/.][0-9]{4}');
