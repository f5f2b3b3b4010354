-- Who is in which class of a subject
--
-- The classes of the pupils that the filter bar chooses: those of the subject, and those of
-- no subject, each by its place in `tracking/classes_in_order`: a name a pupil would take
-- longer to hand out than all the rest. Members are those whose dates in the class touch the
-- window.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[],
--          year_groups VARCHAR[], classes VARCHAR[], groups VARCHAR[]
-- returns: pupil_id UINTEGER, place BIGINT
with placed as (
    select
        class.class_id,
        dense_rank() over (
            order by
                school.school,
                try_cast(class.year_group as integer) nulls last,
                class.year_group,
                class.set_rank nulls last,
                class.class
        ) as place
    from class
    join school on school.school_id = class.school_id
    where class.subject is null or class.subject = $subject
)
select scope.pupil_id, placed.place
from pupils_in_scope($to_date, $schools, $year_groups, $classes, $groups) as scope
join class_member
    on class_member.enrolment_id = scope.enrolment_id
    and (class_member.from_date is null or class_member.from_date <= $to_date)
    and (class_member.to_date is null or class_member.to_date >= $from_date)
join placed on placed.class_id = class_member.class_id
order by placed.place, scope.pupil_id
