-- Whether a line has fewer cells than there are headings, or more
--
-- Empty cells at the end do not count.
--
-- params:  cells, width
-- returns: BOOLEAN
create or replace temp macro is_ragged(cells, width) as
len(cells) < width
or (len(cells) > width and trim(array_to_string(cells[width + 1:], '')) <> '');
