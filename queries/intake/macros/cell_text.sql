-- What is written in a cell
--
-- Without the spaces around it and without the ="..." in which some exports wrap
-- numbers; null where nothing is left. A line end within a cell travels as chr(30). The
-- cell of a line that is not odd is as it stands.
--
-- params:  cell, is_odd
-- returns: VARCHAR
create or replace temp macro cell_text(cell, is_odd) as nullif(
    case
        when is_odd
            then trim(
                replace(
                    case when cell like '="%"' then substr(cell, 3, length(cell) - 3) else cell end,
                    chr(30), chr(10)
                ),
                ' ' || chr(9) || chr(10) || chr(13) || chr(160)
            )
        else cell
    end,
    ''
);
