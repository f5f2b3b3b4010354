-- Whether a line holds characters that nobody sees
--
-- params:  line
-- returns: BOOLEAN
create or replace temp macro has_unseen(line) as regexp_matches(
    line,
    '[\x00-\x08\x0B\x0C\x0E-\x1D\x7F\x{200B}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}]'
);
