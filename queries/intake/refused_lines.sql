-- The refused rows as they stand in the file
--
-- returns: row BIGINT, cells VARCHAR[]
select "row", cells
from intake_line
where "row" in (select "row" from staged.intake_fault where not is_warning)
order by "row"
