-- What files say differently of one pupil
--
-- Sex and date of birth do not change: where the rows of a pupil give more than one, each is kept with the
-- academic years that have it. Of one academic year, two year groups in two imports are kept the same way.
-- Which of them counts is `build/pupil`'s rule; that there are two is for a person to settle.
--
-- makes:   pupil_disagreement
-- returns: pupil_id UINTEGER, field VARCHAR, said VARCHAR, academic_year VARCHAR
create table pupil_disagreement as
with said as (
    select school, pupil, 'sex' as field, sex as said, academic_year, '' as about from staged.pupils
    union all
    select school, pupil, 'date_of_birth', cast(date_of_birth as varchar), academic_year, ''
    from staged.pupils
    union all
    select school, pupil, 'year_group', year_group, academic_year, academic_year from staged.pupils
),
several as (
    select school, pupil, field, about
    from said
    where said is not null
    group by school, pupil, field, about
    having count(distinct said) > 1
)
select distinct pupil.pupil_id, said.field, said.said, said.academic_year
from said
join several
    on several.school = said.school
    and several.pupil = said.pupil
    and several.field = said.field
    and several.about = said.about
join pupil on pupil.school = said.school and pupil.pupil = said.pupil
where said.said is not null
order by pupil.pupil_id, said.field, said.academic_year, said.said;
