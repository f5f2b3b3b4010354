-- Code lists
--
-- Keeps every list of codes at hand for the macros: list -> spelling -> code.
--
-- params:  code_lists MAP
set variable code_lists = $code_lists;
