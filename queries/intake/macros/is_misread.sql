-- Whether letters of a line were misread before it was written
--
-- UTF-8 that a program took for Windows-1252 and saved again: Oâ€™Brien, ZoÃ«.
--
-- params:  line
-- returns: BOOLEAN
create or replace temp macro is_misread(line) as regexp_matches(
    line,
    '\x{00E2}\x{20AC}.|\x{00C3}[\x{0080}-\x{00BF}\x{0152}-\x{0192}\x{2018}-\x{2022}\x{203A}\x{2122}]|\x{00C2}[\x{00A0}-\x{00BF}]'
);
