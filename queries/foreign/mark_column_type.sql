-- The columns of a register as an enumeration
--
-- makes:   mark_column
create type mark_column as enum (select word from mark_word order by word);
