-- Subjects to choose from
--
-- Each subject that was chosen in an academic year, in each of these schools: the teachers it
-- has (who teach it that year, or can), and its largest and smallest class above Year 9 on a day.
-- Subjects are told apart as they are written in the file of classes.
--
-- params:  schools VARCHAR[], academic_year VARCHAR, day DATE
-- returns: school VARCHAR, subject VARCHAR, teachers BIGINT, largest BIGINT, smallest BIGINT
with own as (
    select school_id, school from school where list_contains($schools, school)
),
chosen as (
    select distinct option_choice.subject
    from option_choice
    join pupil on pupil.pupil_id = option_choice.pupil_id
    join own on own.school = pupil.school
    where option_choice.academic_year = $academic_year
),
can_teach as (
    select class.school_id, class.subject, class.teacher
    from class
    where class.academic_year = $academic_year and class.teacher is not null
    union
    select named.school_id, trim(named.subject), named.staff
    from (
        select school_id, staff, unnest(string_split(specialisms, ',')) as subject
        from staff
        where academic_year = $academic_year and role in ('teacher', 'leader') and fte > 0
    ) as named
),
counted as (
    select school_id, subject, count(distinct teacher) as teachers
    from can_teach
    group by school_id, subject
),
filled as (
    select class.class_id, class.school_id, class.subject, count(*) as pupils
    from class
    join class_member on class_member.class_id = class.class_id
    where class.academic_year = $academic_year
        and try_cast(class.year_group as integer) > 9
        and coalesce(class_member.from_date, $day) <= $day
        and coalesce(class_member.to_date, $day) >= $day
    group by class.class_id, class.school_id, class.subject
),
sizes as (
    select school_id, subject, max(pupils) as largest, min(pupils) as smallest
    from filled
    group by school_id, subject
)
select
    own.school,
    chosen.subject,
    coalesce(counted.teachers, 0) as teachers,
    sizes.largest,
    sizes.smallest
from own
cross join chosen
left join counted on counted.school_id = own.school_id and counted.subject = chosen.subject
left join sizes on sizes.school_id = own.school_id and sizes.subject = chosen.subject
order by own.school, chosen.subject
