-- No lines yet
--
-- makes:   staged.intake_line
create or replace table staged.intake_line (line varchar);
