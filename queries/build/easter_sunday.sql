-- Easter Sunday
--
-- The day on which the spring term of the census ends. The steps are those of the
-- anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8), in one
-- expression because a macro cannot name its parts: `golden` is the year modulo 19.
-- Temporary: it serves the build and is not part of the published file.
--
-- params:  years INTEGER
create or replace temp macro easter_sunday(years) as table
with century as (
    select
        years as in_year,
        years % 19 as golden,
        years // 100 as hundreds,
        years % 100 as rest
),
moon as (
    select
        *,
        (19 * golden + hundreds - hundreds // 4
            - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30 as epact
    from century
),
sunday as (
    select
        *,
        (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - epact - rest % 4) % 7 as days_on
    from moon
),
found as (
    select *, epact + days_on - 7 * ((golden + 11 * epact + 22 * days_on) // 451) + 114 as days
    from sunday
)
select make_date(in_year, days // 31, days % 31 + 1) as easter
from found;
