-- The code of a text that says it twice
--
-- "K-SEN Support", "WBRI White British", "Female (F)": where both parts mean the same code, it is that. A code
-- of four letters or more between brackets stands for itself. The parts are looked up in one list, and what
-- was found is a list of one: each time that a macro names its code list, the plan has a copy of it.
--
-- params:  list, written
-- returns: VARCHAR
create or replace temp macro code_said_twice(list, written) as
list_transform(
    [
        list_transform(
            [
                regexp_extract(written, '^([^\s:(\x{2013}-]+)\s*[\s:(\x{2013}-]\s*(.+?)\)?$', 1),
                regexp_extract(written, '^([^\s:(\x{2013}-]+)\s*[\s:(\x{2013}-]\s*(.+?)\)?$', 2),
                regexp_extract(written, '^(.+?)\s*\(([^()]+)\)$', 1),
                regexp_extract(written, '^(.+?)\s*\(([^()]+)\)$', 2)
            ],
            lambda part: code_in_words(list, part)
        )
    ],
    lambda codes: case
        when codes[1] = codes[2] then codes[1]
        when codes[3] = codes[4] or codes[4] = regexp_extract(written, '\(([A-Z]{4,})\)$', 1) then codes[4]
    end
)[1];
