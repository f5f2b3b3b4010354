-- The day that a text names
--
-- ISO or day first, with four digits for the year; a time of midnight is let pass. Null
-- for anything else.
--
-- params:  written
-- returns: DATE
create or replace temp macro day_of(written) as
cast(
    try_strptime(
        case
            when length(written) > 11 then regexp_replace(written, '[ T]0?0:00(:00(\.0+)?)?Z?$', '')
            else written
        end,
        [
            '%Y-%m-%d', '%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y/%m/%d',
            '%d %b %Y', '%d-%b-%Y', '%d %B %Y', '%d-%B-%Y'
        ]
    ) as date
);
