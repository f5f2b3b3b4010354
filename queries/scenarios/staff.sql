-- Staff and what they cost
--
-- The staff of an academic year. Where nobody's cost is known, what the budget has for teaching
-- staff is shared out among teachers and leaders by FTE, and what it has for education support
-- staff among assistants.
--
-- params:  school VARCHAR, academic_year VARCHAR
-- returns: staff VARCHAR, role VARCHAR, fte DOUBLE, periods DOUBLE, cost DOUBLE, specialisms VARCHAR
with own as (
    select
        staff.*,
        case
            when staff.role in ('teacher', 'leader') then 'teaching staff'
            when staff.role = 'assistant' then 'education support staff'
        end as item
    from staff
    where staff.school = $school and staff.academic_year = $academic_year
)
select
    own.staff,
    own.role,
    own.fte,
    own.periods,
    case
        when count(own.cost) over () > 0 then own.cost
        else cost.amount * own.fte / nullif(sum(own.fte) over (partition by own.item), 0)
    end as cost,
    own.specialisms
from own
left join cost
    on cost.school_id = own.school_id and cost.academic_year = own.academic_year and cost.item = own.item
order by own.staff
