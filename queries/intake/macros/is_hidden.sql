-- Whether a number was hidden or left out on purpose
--
-- The marks that published tables write in place of a number.
--
-- params:  written
-- returns: BOOLEAN
create or replace temp macro is_hidden(written) as
lower(written) in ('*', 'c', 'z', 'x', 'low', '-', ':', '..');
