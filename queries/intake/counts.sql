-- What became of the rows
--
-- returns: rows BIGINT, blank BIGINT, refused BIGINT, repeated BIGINT, from_date DATE, to_date DATE
with fate as (
    select
        "row",
        bool_or(not is_warning) as is_refused,
        bool_or(fault = 'repeated') as is_repeated
    from staged.intake_fault
    group by "row"
)
select
    count(*) as rows,
    count(*) filter (checked.is_blank) as blank,
    count(*) filter (fate.is_refused) as refused,
    count(*) filter (fate.is_repeated and not fate.is_refused) as repeated,
    min(intake_key.first_day) filter (fate.is_refused is not true) as from_date,
    max(intake_key.last_day) filter (fate.is_refused is not true) as to_date
from staged.intake_checked as checked
left join fate on fate."row" = checked."row"
left join intake_key on intake_key."row" = checked."row"
