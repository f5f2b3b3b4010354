-- Yes or no, as people write it
--
-- A list that ticks a column or writes its own name there, such as PP below PP, says yes. An x or a
-- crossed box says neither: in one list it marks the pupils that are, in another those that are not.
--
-- params:  written, names
-- returns: BOOLEAN
create or replace temp macro yes_or_no_of(written, names) as
case
    when rtrim(lower(written), chr(65039)) in ('y', 'yes', 'true', 't', '1', '✓', '✔', '☑', '✅', '√', 'tick', 'ticked') then true
    when lower(written) in ('n', 'no', 'false', 'f', '0', '✗', '✘') then false
    when list_contains(names, lower(written)) then true
end;
