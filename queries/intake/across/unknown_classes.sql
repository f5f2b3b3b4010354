-- Members of classes that no file of classes names
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with unknown as (
    select member.class, count(*) as rows
    from staged.class_members as member
    anti join staged.classes as class
        on class.school is not distinct from member.school
        and class.academic_year = member.academic_year
        and class.class = member.class
    group by member.class
)
select
    'unknown_classes' as code,
    'class_members' as table_name,
    'class' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(class order by class), 1, 5) as examples
from unknown
having count(*) > 0
