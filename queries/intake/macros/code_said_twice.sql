-- The code of a text that says it twice
--
-- "K-SEN Support", "WBRI White British", "Female (F)": where both parts mean the same code, it is that. A code
-- of four letters or more between brackets stands for itself.
--
-- params:  list, written
-- returns: VARCHAR
create or replace temp macro code_said_twice(list, written) as
case
    when code_in_words(list, regexp_extract(written, '^([^\s:(\x{2013}-]+)\s*[\s:(\x{2013}-]\s*(.+?)\)?$', 1))
        = code_in_words(list, regexp_extract(written, '^([^\s:(\x{2013}-]+)\s*[\s:(\x{2013}-]\s*(.+?)\)?$', 2))
        then code_in_words(list, regexp_extract(written, '^([^\s:(\x{2013}-]+)', 1))
    when code_in_words(list, regexp_extract(written, '^(.+?)\s*\(([^()]+)\)$', 1))
        = code_in_words(list, regexp_extract(written, '^(.+?)\s*\(([^()]+)\)$', 2))
        or getvariable('code_lists')[list][lower(regexp_extract(written, '\(([A-Z]{4,})\)$', 1))]
        = regexp_extract(written, '\(([A-Z]{4,})\)$', 1)
        then code_in_words(list, regexp_extract(written, '\(([^()]+)\)$', 1))
end;
