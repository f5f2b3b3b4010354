-- What is written in a cell
--
-- Without the spaces around it and without the ="..." in which some exports wrap
-- numbers; null where nothing is left. A line end within a cell travels as chr(30).
--
-- params:  cell
-- returns: VARCHAR
create or replace temp macro cell_text(cell) as nullif(
    trim(
        replace(
            case when cell like '="%"' then substr(cell, 3, length(cell) - 3) else cell end,
            chr(30), chr(10)
        ),
        ' ' || chr(9) || chr(10) || chr(13) || chr(160)
    ),
    ''
);
