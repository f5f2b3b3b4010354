-- School weeks
--
-- The days of each week that lie next to a holiday, in the bits of `build/week_pattern`. A
-- holiday is more than three days without school: no weekend, and no weekend with a Monday off.
--
-- makes:   school_week
-- returns: part_id USMALLINT, edges USMALLINT
create table school_week as
with school_day as (
    select
        date,
        term,
        week,
        3 << (2 * (weekday::integer - 1)) as place,
        date - lag(date) over (order by date) > 4 or lead(date) over (order by date) - date > 4 as is_edge
    from calendar
    where is_school_day
)
select
    week.part_id,
    cast(coalesce(sum(school_day.place) filter (school_day.is_edge), 0) as usmallint) as edges
from part_of_year as week
join school_day on school_day.term = week.term and school_day.week = week.week
where week.kind = 'week'
group by week.part_id
order by week.part_id;
