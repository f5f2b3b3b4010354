-- Forget which lines did not fit: their text is that of pupils
drop table if exists intake_reject;
drop table if exists intake_reject_scan;
