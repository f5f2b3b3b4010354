-- The code that words stand for
--
-- By the code itself or another spelling of it, in any case, or by its words, whatever parts them.
--
-- params:  list, written
-- returns: VARCHAR
create or replace temp macro code_in_words(list, written) as
coalesce(
    getvariable('code_lists')[list][lower(written)],
    -- Without a letter it is no words: -7 is not 7.
    case
        when regexp_matches(written, '\pL')
            then getvariable('code_lists')[list][trim(regexp_replace(lower(written), '[\s\-\x{2013}\x{2014}/,]+', ' ', 'g'))]
    end
);
