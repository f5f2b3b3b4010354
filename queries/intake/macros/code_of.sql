-- The code that a text names
--
-- By the code itself, another spelling of it, or its words; of "N - No SEN" by the part before the dash. The
-- lists come from the schemas and data/reference (code_lists.sql).
--
-- params:  list, written
-- returns: VARCHAR
create or replace temp macro code_of(list, written) as
coalesce(
    code_in_words(list, written),
    getvariable('code_lists')[list][lower(split_part(written, ' - ', 1))],
    case when regexp_matches(written, '[\s:(-]') then code_said_twice(list, written) end
);
