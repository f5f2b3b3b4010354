-- Patterns of a week, counted
--
-- For each pattern of sessions in the bits of `build/week_pattern`, how many sessions of it lie on each
-- day of the week, in the mornings and in all, twelve bits a count, so that one sum over weeks adds
-- up several: `first` Monday to Friday from the lowest bits, `second` the weekend, none, mornings
-- and all. The empty place is for days next to a holiday, which differ from week to week.
--
-- makes:   packed_pattern
-- returns: pattern USMALLINT, first BIGINT, second BIGINT
create table packed_pattern as
select
    cast(pattern as usmallint) as pattern,
    cast(bit_count(pattern & 3) as bigint) + (cast(bit_count(pattern & 12) as bigint) << 12)
    + (cast(bit_count(pattern & 48) as bigint) << 24)
    + (cast(bit_count(pattern & 192) as bigint) << 36)
    + (cast(bit_count(pattern & 768) as bigint) << 48) as first,
    cast(bit_count(pattern & 15360) as bigint)
    + (cast(bit_count(pattern & 5461) as bigint) << 24)
    + (cast(bit_count(pattern) as bigint) << 36) as second
from (select unnest(range(16384)) as pattern)
order by pattern;
