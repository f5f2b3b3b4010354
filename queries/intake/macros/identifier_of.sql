-- The number or UPN that a cell holds
--
-- Without the spaces that a UPN is printed with, and the apostrophe by which a spreadsheet keeps leading
-- noughts: the pupil is found under it.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro identifier_of(written) as
case
    when contains(written, ' ')
        and regexp_full_match(replace(written, ' ', ''), '(?i)[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]')
        then replace(written, ' ', '')
    when starts_with(written, '''') and regexp_full_match(written, '''[0-9A-Za-z]+') then substr(written, 2)
    else unguarded(written)
end;
