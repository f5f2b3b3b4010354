-- Standards of each scale
--
-- The points from which a result is at the expected and at the higher standard; empty where
-- a scale has none.
--
-- returns: scale VARCHAR, expected DOUBLE, higher DOUBLE
select scale.scale, scale.expected, scale.higher
from scale
order by scale.scale
