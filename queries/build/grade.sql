-- Grades
--
-- What each grade of each scale is worth; the school's own win over the reference data.
-- A grade without points, such as "absent", counts as no result.
--
-- makes:   grade
-- returns: scale VARCHAR, grade VARCHAR, points DOUBLE
create table grade as
select scale.scale, grades.grade, grades.points
from (
    select scale, grade, points, batch from staged.grades
    union all
    select scale, grade, points, 0 from reference.grade
) as grades
join scale on lower(scale.scale) = lower(grades.scale)
qualify row_number() over (partition by scale.scale, lower(grades.grade) order by grades.batch desc) = 1
order by scale.scale, grades.points desc, grades.grade;
