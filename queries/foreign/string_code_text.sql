-- The codes of marks as texts, where some are none that we know
--
-- makes:   mark_code
create type mark_code as varchar;
