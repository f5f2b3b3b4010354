-- Results on the way to the end of a key stage
--
-- One row a pupil and scale: pupils of one year group who are on roll, and those of finished
-- years who had reached the last year of the key stage. `latest` and `earlier` (the mean of
-- those before it) are what was known as long before the end of the key stage as the latest
-- results of the pupils on roll are now, so that past pupils are seen at the same point;
-- `final` is the last result of the last year, after that point. Assessments move by some
-- days from year to year: 14 count as the same point. Of two results on one day the later
-- assessment in order of name is the later. With no subject all are means over subjects of
-- one scale. `starting` is empty where a pupil's are on several scales. The page reckons this
-- in memory, to the last digit: `dashboard/tracking/course.py`.
--
-- params:  subject VARCHAR, year_group VARCHAR, last_year_group VARCHAR, ends_on DATE,
--          to_date DATE, schools VARCHAR[]
-- returns: pupil_id UINTEGER, enrolment_id UINTEGER, school_id USMALLINT, finished_in VARCHAR,
--          scale VARCHAR, expected DOUBLE, latest_on DATE, latest DOUBLE, earlier DOUBLE,
--          starting DOUBLE, starting_scale VARCHAR, final DOUBLE
with member as (
    select
        enrolment.pupil_id, enrolment.enrolment_id, enrolment.school_id,
        case when is_past then enrolment.academic_year end as finished_in,
        case when is_past then academic_year.to_date else $ends_on end as ends_on,
        case when is_past then academic_year.from_date end as last_year_from
    from (
        select *, academic_year.to_date < $to_date as is_past from academic_year
    ) as academic_year
    join enrolment using (academic_year)
    join school on school.school_id = enrolment.school_id
    where academic_year.from_date <= $to_date
        and enrolment.year_group = case when is_past then $last_year_group else $year_group end
        and (is_past or coalesce(enrolment.left_on, $to_date) >= $to_date)
        and (len(coalesce($schools, [])) = 0 or list_contains($schools, school.school))
),
latest_point as (
    select $ends_on - max(result.assessed_on) - 14 as days
    from member
    join result on result.pupil_id = member.pupil_id
    where member.finished_in is null
        and result.kind = 'result'
        and result.points is not null
        and result.assessed_on <= $to_date
        and ($subject is null or result.subject = $subject)
),
dated as (
    select
        member.pupil_id, member.enrolment_id, result.subject, result.scale,
        result.points, result.assessed_on, (result.assessed_on, result.assessment) as turn,
        member.ends_on - result.assessed_on >= latest_point.days as is_known,
        result.assessed_on >= member.last_year_from as is_last_year
    from member
    join result on result.pupil_id = member.pupil_id
    cross join latest_point
    where result.kind = 'result'
        and result.points is not null
        and result.assessed_on <= member.ends_on
        and result.assessed_on <= $to_date
        and ($subject is null or result.subject = $subject)
),
known as (
    select
        pupil_id, enrolment_id, subject, scale,
        max(assessed_on) filter (where is_known) as latest_on,
        max_by(points, turn) filter (where is_known) as latest,
        sum(points) filter (where is_known) as total,
        count(*) filter (where is_known) as points,
        max_by(points, turn) filter (where not is_known and is_last_year) as final
    from dated
    group by pupil_id, enrolment_id, subject, scale
),
averaged as (
    select
        known.enrolment_id, known.scale,
        max(known.latest_on) as latest_on,
        avg(known.latest) as latest,
        avg((known.total - known.latest) / nullif(known.points - 1, 0)) as earlier,
        case when min(starting_point.scale) = max(starting_point.scale) then avg(starting_point.points) end
            as starting,
        min(starting_point.scale) as starting_scale,
        avg(known.final) as final
    from known
    left join starting_point
        on starting_point.pupil_id = known.pupil_id
        and starting_point.subject = known.subject
        and starting_point.valid_to = date '9999-12-31'
    where known.latest is not null
    group by known.enrolment_id, known.scale
)
select
    member.pupil_id, member.enrolment_id, member.school_id, member.finished_in,
    averaged.scale, scale.expected, averaged.latest_on, averaged.latest, averaged.earlier,
    averaged.starting, averaged.starting_scale, averaged.final
from member
left join averaged on averaged.enrolment_id = member.enrolment_id
left join scale on scale.scale = averaged.scale
order by member.enrolment_id, averaged.scale
