-- Facts about pupils whom no file of pupils names
--
-- They are kept, but the pupils are in no year group and in no group.
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with fact as (
    select 'attendance' as table_name, school, pupil, sum(rows) as rows
    from staged.marked
    group by school, pupil
    union all
    select 'attendance_totals' as table_name, school, pupil, count(*) as rows
    from staged.attendance_totals
    group by school, pupil
    union all
    select 'characteristics' as table_name, school, pupil, count(*) as rows
    from staged.characteristics
    group by school, pupil
    union all
    select 'results' as table_name, school, pupil, count(*) as rows
    from staged.results
    group by school, pupil
    union all
    select 'questions' as table_name, school, pupil, count(*) as rows
    from staged.questions
    group by school, pupil
    union all
    select 'class_members' as table_name, school, pupil, count(*) as rows
    from staged.class_members
    group by school, pupil
    union all
    select 'intervention_pupils' as table_name, school, pupil, count(*) as rows
    from staged.intervention_pupils
    group by school, pupil
    union all
    select 'contacts' as table_name, school, pupil, count(*) as rows
    from staged.contacts
    group by school, pupil
    union all
    select 'options' as table_name, school, pupil, count(*) as rows
    from staged.options
    group by school, pupil
    union all
    select 'activity_pupils' as table_name, school, pupil, count(*) as rows
    from staged.activity_pupils
    group by school, pupil
),
unknown as (
    select *
    from fact
    anti join staged.pupils
        on pupils.school is not distinct from fact.school and pupils.pupil = fact.pupil
)
select
    'unknown_pupils' as code,
    table_name,
    'pupil' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(pupil order by school, pupil), 1, 5) as examples
from unknown
group by table_name
order by table_name
