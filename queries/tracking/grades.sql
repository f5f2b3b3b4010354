-- Grades
--
-- How a result of so many points is written, and how far apart the closest two grades are.
--
-- returns: scale VARCHAR, points DOUBLE, grade VARCHAR, step DOUBLE
with apart as (
    select scale, points, points - lag(points) over (partition by scale order by points) as step
    from (select distinct scale, points from grade where points is not null)
),
least as (
    select scale, min(step) as step from apart where step > 0 group by scale
)
select grade.scale, grade.points, min(grade.grade) as grade, least.step
from grade
left join least on least.scale = grade.scale
where grade.points is not null
group by grade.scale, grade.points, least.step
order by grade.scale, grade.points
