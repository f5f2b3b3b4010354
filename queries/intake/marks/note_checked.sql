-- Note the pupils whose marks have been checked
--
-- makes:   named_pupil
create or replace temp table named_pupil as
select distinct school, pupil
from staged.intake_checked
where not is_blank;
