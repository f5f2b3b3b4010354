-- Leave nothing of the reading behind
--
drop view if exists intake_key;
drop view if exists intake_value;
drop view if exists intake_text;
drop view if exists intake_line;
drop table if exists staged.intake_fault;
drop table if exists staged.intake_checked;
drop table if exists staged.intake_line;
