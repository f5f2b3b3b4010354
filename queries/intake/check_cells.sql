-- Every row, each cell as its type or with its fault
--
-- makes:   staged.intake_checked
create or replace table staged.intake_checked as
from intake_value;
