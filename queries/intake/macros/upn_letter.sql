-- The check letter that a UPN must begin with
--
-- Each of its characters from the second to the thirteenth times its place, added up, modulo 23,
-- in an alphabet without I, O and S. The last character of a temporary UPN is a letter.
-- Null for what is no UPN: a letter, eleven digits, and a digit or letter.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro upn_letter(written) as
case
    when regexp_matches(upper(written), '^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$') then substr(
        'ABCDEFGHJKLMNPQRTUVWXYZ',
        1 + cast(list_sum(list_transform(
            range(2, 14),
            lambda place: place * coalesce(
                try_cast(substr(written, place, 1) as integer),
                strpos('ABCDEFGHJKLMNPQRTUVWXYZ', upper(substr(written, place, 1))) - 1
            )
        )) % 23 as integer),
        1
    )
end;
