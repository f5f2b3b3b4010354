-- Results as they are written to the import file
--
-- makes:   result_out
create or replace temp view result_out as
select source_place, school, pupil, upn, subject, assessment, assessed_on, kind, scale, value
from result_found
where not is_hidden
order by source_row, position;
