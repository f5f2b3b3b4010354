-- Pupils in activities that no file of activities names
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with unknown as (
    select member.activity, count(*) as rows
    from staged.activity_pupils as member
    anti join staged.activities as activity
        on activity.school is not distinct from member.school
        and activity.academic_year = member.academic_year
        and activity.activity = member.activity
    group by member.activity
)
select
    'unknown_activities' as code,
    'activity_pupils' as table_name,
    'activity' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(activity order by activity), 1, 5) as examples
from unknown
having count(*) > 0
