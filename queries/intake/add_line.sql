-- One line
--
-- params:  line VARCHAR
-- fills:   staged.intake_line
insert into staged.intake_line values ($line);
