-- The school's own grades
--
-- Without those that stand in the reference data anyway, some of which have no points.
--
-- returns: scale VARCHAR, grade VARCHAR, points DOUBLE
select scale, grade, points from grades
except
select scale, grade, points from reference.grade
order by scale, grade
