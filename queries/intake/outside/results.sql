-- Results that are on no scale that is known
--
-- A value is a grade of its scale or a number; 1_0_4 is none, though a cast lets it pass. The scales and grades of this import and of
-- earlier ones count, and those of the reference data; case plays no part.
--
-- params:  scales VARCHAR, grades VARCHAR
-- fills:   staged.intake_fault
insert into staged.intake_fault by name
with known_scale as (
    select lower(scale) as scale from staged.scales
    union
    select lower(scale) as scale from read_csv($scales, header = true, all_varchar = true, quote = '"', delim = ',')
),
known_grade as (
    select lower(scale) as scale, lower(grade) as grade from staged.grades
    union
    select lower(scale) as scale, lower(grade) as grade from read_csv($grades, header = true, all_varchar = true, quote = '"', delim = ',')
),
written as (
    select distinct scale, value from staged.intake_checked where scale is not null and value is not null
),
judged as (
    select
        written.scale,
        written.value,
        case
            when known_scale.scale is null then 'unknown scales'
            when known_grade.grade is not null then null
            when contains(written.value, '_') then 'values not on scale' -- a cast takes 1_0_4 for 104
            when contains(written.value, '_') then 'values not on scale'
            when not coalesce(isfinite(try_cast(written.value as double)), false) then 'values not on scale'
        end as fault
    from written
    left join known_scale on known_scale.scale = lower(written.scale)
    left join known_grade
        on known_grade.scale = lower(written.scale) and known_grade.grade = lower(written.value)
)
select
    checked."row",
    case judged.fault when 'unknown scales' then 'scale' else 'value' end as column_name,
    judged.fault,
    false as is_warning,
    true as is_outside
from staged.intake_checked as checked
join judged on judged.scale = checked.scale and judged.value = checked.value
where judged.fault is not null and not checked.is_blank;
