-- Names that are written in several ways
--
-- Maths and MATHS count as two subjects, 7A and 7a as two forms. Spaces and case alone make
-- the difference here, or another name by which a subject is known; the way most rows write comes first.
--
-- params:  names VARCHAR[], subjects VARCHAR[]
-- returns: column_name VARCHAR, table_names VARCHAR[], rows BIGINT, ways VARCHAR[], has_other_names BOOLEAN
with written as (
    select 'school' as column_name, 'pupils' as table_name, '' as within, school as name, count(*) as rows
    from staged.pupils
    group by school
    union all
    select 'school' as column_name, 'attendance' as table_name, '' as within, school as name, sum(rows) as rows
    from staged.marked
    group by school
    union all
    select 'school' as column_name, 'attendance_totals' as table_name, '' as within, school as name, count(*) as rows
    from staged.attendance_totals
    group by school
    union all
    select 'school' as column_name, 'results' as table_name, '' as within, school as name, count(*) as rows
    from staged.results
    group by school
    union all
    select 'school' as column_name, 'classes' as table_name, '' as within, school as name, count(*) as rows
    from staged.classes
    group by school
    union all
    select 'school' as column_name, 'interventions' as table_name, '' as within, school as name, count(*) as rows
    from staged.interventions
    group by school
    union all
    select 'registration_group' as column_name, 'pupils' as table_name, school as within, registration_group as name, count(*) as rows
    from staged.pupils
    group by school, registration_group
    union all
    select 'characteristic' as column_name, 'characteristics' as table_name, '' as within, characteristic as name, count(*) as rows
    from staged.characteristics
    group by characteristic
    union all
    select 'group' as column_name, 'characteristics' as table_name, lower(characteristic) as within, "group" as name, count(*) as rows
    from staged.characteristics
    group by lower(characteristic), "group"
    union all
    select 'subject' as column_name, 'results' as table_name, '' as within, subject as name, count(*) as rows
    from staged.results
    group by subject
    union all
    select 'subject' as column_name, 'questions' as table_name, '' as within, subject as name, count(*) as rows
    from staged.questions
    group by subject
    union all
    select 'subject' as column_name, 'classes' as table_name, '' as within, subject as name, count(*) as rows
    from staged.classes
    group by subject
    union all
    select 'subject' as column_name, 'interventions' as table_name, '' as within, subject as name, count(*) as rows
    from staged.interventions
    group by subject
    union all
    select 'subject' as column_name, 'contacts' as table_name, '' as within, subject as name, count(*) as rows
    from staged.contacts
    group by subject
    union all
    select 'subject' as column_name, 'options' as table_name, '' as within, subject as name, count(*) as rows
    from staged.options
    group by subject
    union all
    select 'assessment' as column_name, 'results' as table_name, '' as within, assessment as name, count(*) as rows
    from staged.results
    group by assessment
    union all
    select 'class' as column_name, 'classes' as table_name, school as within, class as name, count(*) as rows
    from staged.classes
    group by school, class
    union all
    select 'intervention' as column_name, 'interventions' as table_name, school as within, intervention as name, count(*) as rows
    from staged.interventions
    group by school, intervention
    union all
    select 'activity' as column_name, 'activities' as table_name, school as within, activity as name, count(*) as rows
    from staged.activities
    group by school, activity
),
way as (
    select
        column_name,
        within,
        lower(regexp_replace(trim(name), '\s+', ' ', 'g')) as plain,
        name,
        cast(sum(rows) as bigint) as rows,
        list(distinct table_name) as table_names
    from written
    where name is not null
    group by column_name, within, plain, name
),
known as (
    select *, case when column_name = 'subject' then $subjects[list_position($names, plain)] end as subject
    from way
)
select
    column_name,
    list_sort(list_distinct(flatten(list(table_names)))) as table_names,
    cast(sum(rows) as bigint) as rows,
    list(name order by rows desc, name) as ways,
    count(distinct plain) > 1 as has_other_names
from known
group by column_name, within, coalesce(subject, plain)
having count(*) > 1
order by column_name, within, min(plain)
