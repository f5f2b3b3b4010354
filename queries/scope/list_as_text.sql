-- A list as SQL writes it
--
-- For a statement that is made from text. The parting character, which no name holds,
-- is put in before quotes are doubled and taken out after.
--
-- params:  names VARCHAR[]
create or replace macro list_as_text(names) as
case when len(coalesce(names, [])) = 0 then '[]' else
    '[''' || replace(
        replace(array_to_string(names, chr(31)), '''', ''''''), chr(31), ''', '''
    ) || ''']'
end;
