-- Note the pupils that files of pupils name
--
-- makes:   named_pupil
create or replace temp table named_pupil as
select distinct school, pupil
from staged.pupils;
