-- Pupils on roll of one school, a row a pupil, for what a change in staffing takes
--
-- Who is on roll on 20 January, about when the census counts, or on the last day that has data
-- where that is earlier: at the end of a year its eldest have left.
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: year_group VARCHAR
with counted_on as (
    select least(census.day, coalesce(max(calendar.date), census.day)) as day
    from academic_year
    cross join lateral (select make_date(year(academic_year.to_date), 1, 20) as day) as census
    left join calendar
        on calendar.is_school_day
        and calendar.date between academic_year.from_date and academic_year.to_date
    where academic_year.academic_year = $academic_year
    group by census.day
)
select enrolment.year_group
from enrolment
join school using (school_id)
cross join counted_on
where school.school = $school
    and enrolment.academic_year = $academic_year
    and counted_on.day between enrolment.valid_from and enrolment.valid_to
    and coalesce(enrolment.joined_on, counted_on.day) <= counted_on.day
    and coalesce(enrolment.left_on, counted_on.day) >= counted_on.day
order by try_cast(enrolment.year_group as integer) nulls first, enrolment.year_group
