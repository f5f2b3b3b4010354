-- Whether nothing stands between the delimiters of a line
--
-- params:  line, delimiter
-- returns: BOOLEAN
create or replace temp macro is_empty(line, delimiter) as
coalesce(regexp_full_match(line, '[ \t\r\x1E\x{00A0}' || delimiter || ']*'), true);
