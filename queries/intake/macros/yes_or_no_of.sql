-- Yes or no, as people write it
--
-- params:  written
-- returns: BOOLEAN
create or replace temp macro yes_or_no_of(written) as
case
    when lower(written) in ('y', 'yes', 'true', 't', '1') then true
    when lower(written) in ('n', 'no', 'false', 'f', '0') then false
end;
