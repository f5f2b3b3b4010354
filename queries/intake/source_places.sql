-- Where the rows with a fault stand in the file that they were translated from
--
-- In the words of the translator, of the rows whose faults name another row of this file too.
--
-- params:  place INTEGER
-- returns: row BIGINT, source_place VARCHAR
select "row", cells[$place] as source_place
from intake_line
where "row" in (select "row" from staged.intake_fault)
    or "row" in (select first_row from staged.intake_fault where is_outside is not true)
