-- The code that a text names
--
-- By the code itself or another spelling of it, in any case; of "N - No SEN" the part
-- before the dash; by its words, whatever parts them. The lists come from the schemas and data/reference (code_lists.sql).
--
-- params:  list, written
-- returns: VARCHAR
create or replace temp macro code_of(list, written) as
coalesce(
    getvariable('code_lists')[list][lower(written)],
    getvariable('code_lists')[list][lower(split_part(written, ' - ', 1))],
    getvariable('code_lists')[list][trim(regexp_replace(lower(written), '[\s\-\x{2013}\x{2014}/,]+', ' ', 'g'))]
);
