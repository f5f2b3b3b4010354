-- A line without the characters that nobody sees
--
-- Control characters, byte-order marks and the marks that turn the direction of writing
-- are left out, and accents are joined to their letters, so that equal names are equal.
--
-- params:  line
-- returns: VARCHAR
create or replace temp macro clean_line(line) as nfc_normalize(
    regexp_replace(
        rtrim(line, chr(13)),
        '[\x00-\x08\x0B\x0C\x0E-\x1D\x7F\x{200B}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}]',
        '', 'g'
    )
);
