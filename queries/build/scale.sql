-- Scales
--
-- The scales of the reference data and those the school imported; the school's own win.
--
-- makes:   scale
-- returns: scale VARCHAR, lowest DOUBLE, highest DOUBLE, expected DOUBLE, higher DOUBLE
create table scale as
select scale, lowest, highest, expected, higher
from (
    select scale, lowest, highest, expected, higher, batch from staged.scales
    union all
    select scale, lowest, highest, expected, higher, 0 from reference.scale
)
qualify row_number() over (partition by lower(scale) order by batch desc) = 1
order by scale;
