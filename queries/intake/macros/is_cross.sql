-- Whether a cell holds an x or a cross that may stand for yes
--
-- params:  written
-- returns: BOOLEAN
create or replace temp macro is_cross(written) as
rtrim(lower(written), chr(65039)) in ('x', '×', '✕', '✖', '☒', '❌', '❎', '☓', 'cross');
