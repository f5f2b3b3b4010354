-- Whether nothing stands between the delimiters of a line
--
-- params:  line, delimiter
-- returns: BOOLEAN
create or replace temp macro is_empty(line, delimiter) as
trim(replace(line, delimiter, ''), ' ' || chr(9) || chr(13) || chr(30) || chr(160)) = '';
