-- The codes of marks as an enumeration
--
-- They are written to a file in half the time that texts take.
--
-- makes:   mark_code
create type mark_code as enum (select word from mark_word order by word);
