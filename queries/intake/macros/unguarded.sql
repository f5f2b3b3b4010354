-- A text without the apostrophe that keeps a spreadsheet from taking it for a formula
--
-- Undoes `export/guarded` exactly: the two know the same letters.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro unguarded(written) as
case
    when starts_with(written, '''')
        and regexp_matches(written, '^''[\s\pZ'']*[=+\-@|%\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}\x{FF5C}\x{FF05}\t\r]')
        then substr(written, 2)
    else written
end;
