-- The code that a text is
--
-- For attendance codes, which are written as the register writes them.
--
-- params:  list, written
-- returns: VARCHAR
create or replace temp macro exact_code_of(list, written) as
getvariable('code_lists')[list][written];
