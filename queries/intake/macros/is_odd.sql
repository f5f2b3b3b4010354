-- Whether a line is more than cells between delimiters
--
-- Letters beyond plain English ones, spaces at the edge of a cell, ="..." around a
-- number, or nothing in the first cell. Only such lines need a closer look, which costs
-- ten times as much.
--
-- params:  line, delimiter
-- returns: BOOLEAN
create or replace temp macro is_odd(line, delimiter) as regexp_matches(
    line,
    '^$|^[ ' || delimiter || ']|[^ -~' || delimiter || ']|="|[ ][' || delimiter || ']|[' || delimiter || '][ ]|[ ]$'
);
