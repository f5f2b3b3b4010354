-- Rows without a school
--
-- Only where no default could be given: several schools are known.
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
select 'no_school' as code, 'pupils' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.pupils
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'characteristics' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.characteristics
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'attendance' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.attendance
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'attendance_totals' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.attendance_totals
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'results' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.results
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'questions' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.questions
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'classes' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.classes
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'class_members' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.class_members
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'interventions' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.interventions
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'intervention_pupils' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.intervention_pupils
where school is null
having count(*) > 0
union all
select 'no_school' as code, 'staff' as table_name, 'school' as column_name, count(*) as rows, 1 as things, [] as examples
from staged.staff
where school is null
having count(*) > 0
