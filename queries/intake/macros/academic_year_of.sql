-- The academic year that a text names
--
-- 2025/26, 2025/2026, 2025-26, 2025-2026 and 202526 all become 2025/26. Null where the
-- second year does not follow the first.
--
-- params:  written
-- returns: VARCHAR
create or replace temp macro academic_year_of(written) as
case
    when regexp_matches(written, '^(19|20)[0-9]{2} ?[-/\x{2013}] ?[0-9]{2}$')
        or regexp_matches(written, '^(19|20)[0-9]{4}$')
        then
            case
                when (cast(left(written, 4) as integer) + 1) % 100 = cast(right(written, 2) as integer)
                    then left(written, 4) || '/' || right(written, 2)
            end
    when regexp_matches(written, '^(19|20)[0-9]{2} ?[-/\x{2013}] ?[0-9]{4}$')
        then
            case
                when cast(left(written, 4) as integer) + 1 = cast(right(written, 4) as integer)
                    then left(written, 4) || '/' || right(written, 2)
            end
end;
