-- Recent results
--
-- Each pupil on roll and subject with a result in the window: the latest result, up to
-- three before it on the same scale, the target in force, the starting point, and when a
-- target of that subject, or of none in particular, was last talked about. `contacts` is
-- how many there are of everybody.
--
-- params:  from_date DATE, to_date DATE, subject VARCHAR, schools VARCHAR[]
-- returns: pupil_id UINTEGER, school_id USMALLINT, year_group VARCHAR, subject VARCHAR, scale VARCHAR,
--          latest DOUBLE, second DOUBLE, third DOUBLE, fourth DOUBLE, target DOUBLE, target_on DATE,
--          starting DOUBLE, starting_scale VARCHAR, discussed_on DATE, contacts BIGINT
with on_roll as (
    select enrolment.pupil_id, enrolment.school_id, enrolment.year_group
    from enrolment
    join academic_year using (academic_year)
    join school on school.school_id = enrolment.school_id
    where $to_date between academic_year.from_date and academic_year.to_date
        and coalesce(enrolment.left_on, $to_date) >= $to_date
        and (len(coalesce($schools, [])) = 0 or list_contains($schools, school.school))
),
discussed as (
    select pupil_id, subject, max(contacted_on) as discussed_on
    from contact
    where about = 'target' and contacted_on <= $to_date
    group by pupil_id, subject
)
select
    on_roll.pupil_id, on_roll.school_id, on_roll.year_group,
    recent.subject, recent.scale, recent.points as latest, recent.second, recent.third, recent.fourth,
    target.points as target, target.assessed_on as target_on,
    starting_point.points as starting, starting_point.scale as starting_scale,
    greatest(own.discussed_on, any_subject.discussed_on) as discussed_on,
    (select count(*) from contact) as contacts
from on_roll
join recent_result as recent on recent.pupil_id = on_roll.pupil_id
left join result as target
    on target.pupil_id = recent.pupil_id
    and target.subject = recent.subject
    and target.scale = recent.scale
    and target.kind = 'target'
    and target.points is not null
    and target.assessed_on <= $to_date
    and coalesce(target.next_on > $to_date, true)
left join starting_point
    on starting_point.pupil_id = recent.pupil_id
    and starting_point.subject = recent.subject
    and $to_date between starting_point.valid_from and starting_point.valid_to
left join discussed as own on own.pupil_id = recent.pupil_id and own.subject = recent.subject
left join discussed as any_subject
    on any_subject.pupil_id = recent.pupil_id and any_subject.subject is null
where recent.assessed_on between $from_date and $to_date
    and coalesce(recent.next_on > $to_date, true)
    and ($subject is null or recent.subject = $subject)
order by on_roll.pupil_id, recent.subject
