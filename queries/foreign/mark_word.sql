-- The words in which a register's columns are named
--
-- params:  words VARCHAR[]
-- makes:   mark_word
create or replace temp table mark_word as
select distinct unnest(cast($words as varchar[])) as word;
