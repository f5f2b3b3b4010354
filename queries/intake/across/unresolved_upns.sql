-- Rows known only by a UPN that no pupil of the school has
--
-- Only where the school's pupils are known by numbers of its own: else the UPN is the number.
--
-- returns: code VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, things BIGINT, examples VARCHAR[]
with own_number as (
    select distinct school from staged.pupils where upn is not null and upper(pupil) <> upper(upn)
),
by_upn as (
    select school, pupil, sum(rows) as rows
    from (
        select school, pupil, rows from staged.marked
        union all select school, pupil, 1 from staged.pupils
        union all select school, pupil, 1 from staged.characteristics
        union all select school, pupil, 1 from staged.attendance_totals
        union all select school, pupil, 1 from staged.results
        union all select school, pupil, 1 from staged.questions
        union all select school, pupil, 1 from staged.class_members
        union all select school, pupil, 1 from staged.intervention_pupils
        union all select school, pupil, 1 from staged.contacts
        union all select school, pupil, 1 from staged.options
        union all select school, pupil, 1 from staged.activity_pupils
    ) as named
    where length(pupil) = 13 and regexp_matches(upper(pupil), '^[A-Z][0-9]{11}[0-9A-Z]$')
    group by school, pupil
)
select
    'unresolved_upns' as code,
    'pupils' as table_name,
    'upn' as column_name,
    cast(sum(by_upn.rows) as bigint) as rows,
    count(*) as things,
    list_slice(list(by_upn.pupil order by by_upn.school, by_upn.pupil), 1, 5) as examples
from by_upn
semi join own_number on own_number.school is not distinct from by_upn.school
having count(*) > 0
