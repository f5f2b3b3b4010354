-- Whether a spreadsheet has shortened a long number, such as 8.01200005E+12
--
-- params:  written
-- returns: BOOLEAN
create or replace temp macro is_rounded(written) as
written like '_.%E+%' and regexp_matches(written, '^[0-9][.][0-9]+E[+][0-9]+$');
