-- When results were without points
--
-- The days on which some pupil's result was worth none, such as an absence or a grade that is not on its scale.
-- Most schools have no such day, and `quality/results_left_out` need not be asked.
--
-- returns: assessed_on DATE
select distinct assessed_on
from result
where kind = 'result' and points is null
order by assessed_on
