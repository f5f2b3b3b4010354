-- The school's own scales
--
-- Without those that stand in the reference data anyway: bringing them in again would
-- change nothing.
--
-- returns: scale VARCHAR, lowest DOUBLE, highest DOUBLE, expected DOUBLE, higher DOUBLE
select scale, lowest, highest, expected, higher from scales
except
select scale, lowest, highest, expected, higher from reference.scale
order by scale
