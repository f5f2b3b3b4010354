-- Prior attainment
--
-- The mean of a pupil's baselines on one scale: the key stage 2 average of reading and
-- maths where there is one, else the scale on which the pupil has most baselines. The
-- latest baseline of each subject counts.
--
-- makes:   prior_attainment
-- returns: pupil_id UINTEGER, scale VARCHAR, points DOUBLE
create table prior_attainment as
with counted as (
    select pupil_id, scale, points
    from baseline
    where valid_to = date '9999-12-31'
        and not (
            scale = 'KS2 scaled score'
            and regexp_matches(lower(subject), 'grammar|punctuation|spelling|gps|spag|writing|science')
        )
),
averaged as (
    select pupil_id, scale, avg(points) as points, count(*) as subjects
    from counted
    group by pupil_id, scale
)
select pupil_id, scale, points
from averaged
qualify row_number() over (
    partition by pupil_id
    order by scale = 'KS2 scaled score' desc, scale = 'KS2 average' desc, subjects desc, scale
) = 1
order by pupil_id;
