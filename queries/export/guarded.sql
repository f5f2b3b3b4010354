-- A text that no spreadsheet takes for a formula
--
-- What begins like a formula, perhaps after spaces and apostrophes, gets one apostrophe
-- more in front; an import takes exactly that one away again (`intake/macros/unguarded`).
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro guarded(written) as
case
    when regexp_matches(written, '^[\s\pZ'']*[=+\-@|%\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}\x{FF5C}\x{FF05}\t\r]')
        then '''' || written
    else written
end;
