-- Pupils in interventions that no file of interventions names
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with unknown as (
    select member.intervention, count(*) as rows
    from staged.intervention_pupils as member
    anti join staged.interventions as intervention
        on intervention.school is not distinct from member.school
        and intervention.intervention = member.intervention
    group by member.intervention
)
select
    'unknown_interventions' as code,
    'intervention_pupils' as table_name,
    'intervention' as column_name,
    cast(sum(rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(intervention order by intervention), 1, 5) as examples
from unknown
having count(*) > 0
