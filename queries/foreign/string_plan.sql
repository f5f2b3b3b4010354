-- Which day each mark of a string is of
--
-- For each length of string between two days the day of every mark; where the length cannot
-- be reconciled with the days there is none, and fault says so.
--
-- params:  plans STRUCT[]
-- makes:   string_plan
create or replace temp table string_plan as
select
    plan.from_date,
    plan.to_date,
    plan.has_no_day,
    plan.all_marks,
    plan.packed_marks,
    plan.is_packed,
    plan.has_weekends,
    plan.dates,
    cast(list_transform(plan.dates, lambda day, place: if(place % 2 = 1, 'AM', 'PM')) as mark_session[]) as sessions,
    cast(list_transform(plan.dates, lambda day, place: 'mark ' || place) as mark_column[]) as columns,
    plan.fault
from (
    select unnest(
        cast(
            $plans as struct(
                from_date date, to_date date, has_no_day boolean, all_marks integer, packed_marks integer,
                is_packed boolean, has_weekends boolean, dates date[], fault varchar
            )[]
        )
    ) as plan
);
