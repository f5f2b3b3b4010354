-- The pupils of a new import beside those of the latest academic year loaded before
--
-- Only schools that the new import names. Pupils are compared row by row where both are of one year.
--
-- params:  content, batch
-- returns: pupils BIGINT, year VARCHAR, before_year VARCHAR, latest_year VARCHAR, before BIGINT,
--     new BIGINT, gone BIGINT, changed BIGINT
with loaded as (
    select school, pupil, academic_year, batch, row(*columns($content)) as content
    from staged.pupils
    where school in (select school from staged.pupils where batch = $batch)
),
years as (
    select
        max(academic_year) filter (batch = $batch) as year,
        max(academic_year) filter (batch < $batch) as latest_year
    from loaded
),
now as (
    select school, pupil, content
    from loaded
    where batch = $batch and academic_year = (select year from years)
),
before_year as (
    select max(academic_year) as year
    from loaded
    where batch < $batch and academic_year <= (select year from years)
),
before as (
    select school, pupil, arg_max(content, batch) as content
    from loaded
    where batch < $batch and academic_year = (select year from before_year)
    group by school, pupil
),
beside as (
    select now.pupil as now, before.pupil as before, now.content is distinct from before.content as differs
    from now
    full join before on before.school = now.school and before.pupil = now.pupil
)
select
    count(beside.now) as pupils,
    (select year from years) as year,
    (select year from before_year) as before_year,
    (select latest_year from years) as latest_year,
    count(beside.before) as before,
    count(*) filter (beside.before is null) as new,
    count(*) filter (beside.now is null) as gone,
    count(*) filter (beside.before is not null and beside.now is not null and beside.differs) as changed
from beside
