-- What the latest import of pupils empties
--
-- A row of pupils replaces the earlier row with its key, an empty cell the value there. Columns
-- that a file does not have were filled from the earlier row before. A former UPN once said stays.
--
-- params:  batch USMALLINT
-- returns: column_name VARCHAR, pupils BIGINT
with now as (
    select distinct school, pupil, academic_year from staged.pupils where batch = $batch
),
said as (
    unpivot (
        select school, pupil, academic_year, batch, cast(columns(* exclude (school, pupil, academic_year, batch, former_upn)) as varchar)
        from staged.pupils
        semi join now using (school, pupil, academic_year)
        where batch <= $batch
    )
    on columns(* exclude (school, pupil, academic_year, batch)) into name column_name value written
),
before as (
    select school, pupil, academic_year, max(batch) as batch
    from staged.pupils
    where batch < $batch
    group by school, pupil, academic_year
),
emptied as (
    select said.column_name
    from before
    join said using (school, pupil, academic_year, batch)
    anti join said as again
        on again.school = said.school
        and again.pupil = said.pupil
        and again.academic_year = said.academic_year
        and again.column_name = said.column_name
        and again.batch = $batch
)
select column_name, count(*) as pupils
from emptied
group by column_name
order by pupils desc, column_name
