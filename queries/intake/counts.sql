-- What became of the rows
--
-- Of the lines of the file itself, and of those that were checked: whoever asks holds them against each other.
--
-- params:  header_row BIGINT, delimiter VARCHAR
-- returns: rows BIGINT, blank BIGINT, refused BIGINT, repeated BIGINT, from_date DATE, to_date DATE
with line as (
    select count(*) as rows, count(*) filter (is_empty(line, $delimiter)) as empty
    from staged.intake_line
    where rowid >= $header_row
),
fate as (
    select count(*) filter (is_refused) as refused, count(*) filter (not is_refused and is_repeated) as repeated
    from (
        select bool_or(not is_warning) as is_refused, bool_or(fault = 'repeated') as is_repeated
        from staged.intake_fault
        group by "row"
    ) as of_row
),
known as (
    select min(first_day) as from_date, max(last_day) as to_date
    from intake_key
    where "row" not in (select "row" from staged.intake_fault where not is_warning)
)
select
    line.rows,
    line.empty + (select count(*) from staged.intake_checked where is_blank) as blank,
    fate.refused,
    fate.repeated,
    known.from_date,
    known.to_date
from line, fate, known
