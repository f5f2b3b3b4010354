-- Where the refused rows are parted into pieces of about so many
--
-- params:  most BIGINT
-- returns: last BIGINT
with block as (
    select ("row" - 1) // 10000 as block, max("row") as last, count(*) as problems
    from staged.intake_fault
    where not is_warning
    group by block
)
select max(last) as last
from (
    select last, (sum(problems) over (order by block) - problems) // $most as piece
    from block
) as placed
group by piece
order by last
