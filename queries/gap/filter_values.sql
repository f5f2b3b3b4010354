-- Values of the filters
--
-- What each filter may be, for checking what somebody typed. A group may be named by its
-- label or its code.
--
-- returns: filter VARCHAR, value VARCHAR, label VARCHAR
select 'schools' as filter, school.school as value, school.school as label
from school
union all
select 'year_groups', present.year_group, present.year_group
from (select distinct enrolment.year_group from enrolment) as present
where present.year_group is not null
union all
select
    'groups',
    characteristic_group.characteristic || ': ' || characteristic_group.code,
    characteristic_group.characteristic || ': ' || characteristic_group.label
from characteristic_group
union all
select 'subject', taught.subject, taught.subject
from (
    select result.subject from result
    union
    select intervention.subject from intervention
) as taught
where taught.subject is not null
