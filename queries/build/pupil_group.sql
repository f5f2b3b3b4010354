-- Pupils' groups
--
-- The group of each enrolment in each characteristic: exactly one in each standard one,
-- "Not known" where nothing is said or the code is unknown. In one of the school's own it
-- is "Not known" for those left out in a school and academic year in which it is used.
--
-- makes:   pupil_group
-- returns: characteristic_id USMALLINT, enrolment_id UINTEGER, group_id USMALLINT
create table pupil_group as
with enrolled as (
    select
        enrolment.*,
        pupil.sex,
        month(pupil.date_of_birth) as birth_month,
        ethnicity.major_group,
        case
            when prior_attainment.scale not in ('KS2 scaled score', 'KS2 average') then null
            else prior_attainment.points
        end as prior_points
    from enrolment
    join pupil on pupil.pupil_id = enrolment.pupil_id
    left join reference.ethnicity as ethnicity on ethnicity.code = enrolment.ethnicity
    left join prior_attainment on prior_attainment.pupil_id = enrolment.pupil_id
),
coded as (
    select enrolment_id, 'All pupils' as characteristic, 'All pupils' as code from enrolled
    union all
    select enrolment_id, 'Sex', sex from enrolled
    union all
    select enrolment_id, 'Pupil premium', case when pupil_premium then 'Y' when not pupil_premium then 'N' end
    from enrolled
    union all
    select
        enrolment_id, 'Free school meals',
        case when free_school_meals then 'Y' when not free_school_meals then 'N' end
    from enrolled
    union all
    select enrolment_id, 'SEN', sen from enrolled
    union all
    select enrolment_id, 'SEN need', case when sen = 'N' then 'N' else sen_need end from enrolled
    union all
    select enrolment_id, 'EAL', case when eal then 'Y' when not eal then 'N' end from enrolled
    union all
    select enrolment_id, 'Ethnicity', major_group from enrolled
    union all
    select enrolment_id, 'Looked after', case when looked_after then 'Y' when not looked_after then 'N' end
    from enrolled
    union all
    select enrolment_id, 'Service child', case when service_child then 'Y' when not service_child then 'N' end
    from enrolled
    union all
    select enrolment_id, 'Young carer', case when young_carer then 'Y' when not young_carer then 'N' end
    from enrolled
    union all
    select
        enrolment_id, 'Prior attainment',
        case when prior_points < 100 then 'LOW' when prior_points <= 110 then 'MID'
            when prior_points > 110 then 'HIGH' end
    from enrolled
    union all
    select
        enrolment_id, 'Term of birth',
        case when birth_month >= 9 then 'AUT' when birth_month <= 3 then 'SPR'
            when birth_month <= 8 then 'SUM' end
    from enrolled
    union all
    select enrolment_id, 'Year group', year_group from enrolled
    union all
    select
        enrolled.enrolment_id,
        used.characteristic,
        case when own.label is null or lower(own.label) = 'not known' then '?' else own.label end
    from enrolled
    join (
        select distinct enrolment.school_id, enrolment.academic_year, own_characteristic.characteristic
        from own_characteristic
        join enrolment on enrolment.enrolment_id = own_characteristic.enrolment_id
    ) as used
        on used.school_id = enrolled.school_id and used.academic_year = enrolled.academic_year
    left join own_characteristic as own
        on own.enrolment_id = enrolled.enrolment_id and own.characteristic = used.characteristic
)
select
    characteristic.characteristic_id,
    coded.enrolment_id,
    coalesce(named.group_id, unnamed.group_id) as group_id
from coded
join characteristic on characteristic.characteristic = coded.characteristic
left join characteristic_group as named
    on named.characteristic_id = characteristic.characteristic_id and named.code = coded.code
left join characteristic_group as unnamed
    on unnamed.characteristic_id = characteristic.characteristic_id and unnamed.code = '?'
order by characteristic.characteristic_id, coded.enrolment_id;
