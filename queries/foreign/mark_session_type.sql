-- The two sessions of a day as an enumeration
--
-- makes:   mark_session
create type mark_session as enum ('AM', 'PM');
