-- Refused rows as they stand in the file
--
-- params:  after BIGINT, last BIGINT
-- returns: row BIGINT, cells VARCHAR[]
select "row", cells
from intake_line
where "row" > $after
    and "row" <= $last
    and "row" in (select "row" from staged.intake_fault where not is_warning)
order by "row"
