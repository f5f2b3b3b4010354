-- Whether any mark stands twice
--
-- Counts the sessions of each pupil against their marks, a bit a session: no sort and no
-- group a mark.
--
-- params:  before BIGINT, from_date DATE, to_date DATE
-- returns: pupils BIGINT
select count(*) as pupils
from (
    select pupil_key
    from staged.mark
    where rowid >= $before and date between $from_date and $to_date
    group by pupil_key
    having count(*) > bit_count(
        bitstring_agg(
            2 * (date - cast($from_date as date)) + enum_code(session),
            0,
            2 * (cast($to_date as date) - cast($from_date as date)) + 1
        )
    )
) as pupil
