-- A line without the characters that nobody sees
--
-- Control characters, byte-order marks and the marks that turn the direction of writing
-- are left out, and accents are joined to their letters, so that equal names are equal.
--
-- params:  line, has_unseen
-- returns: VARCHAR
create or replace temp macro clean_line(line, has_unseen) as nfc_normalize(
    case
        when has_unseen
            then regexp_replace(
                line,
                '[\x00-\x08\x0B\x0C\x0E-\x1D\x7F\x{200B}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}]',
                '', 'g'
            )
        else line
    end
);
