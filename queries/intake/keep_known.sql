-- Keep what a later file has no column for
--
-- A School Census knows no registration group, and a file of results no names: their rows of
-- pupils take such columns from the row before with their key, in the order of imports. Who a
-- pupil is (UPN, names, date of birth, sex) comes from the year before too. A column that the
-- file has is taken as the file has it, also where it is empty. To do it again changes nothing.
-- `lacking` has for each file of pupils that lacks some its batch, its file there, and these columns.
--
-- params:  lacking STRUCT[]
-- fills:   staged.pupils
update staged.pupils as held
set
    upn = kept.upn,
    surname = kept.surname,
    forename = kept.forename,
    date_of_birth = kept.date_of_birth,
    sex = kept.sex,
    registration_group = kept.registration_group,
    joined_on = kept.joined_on,
    left_on = kept.left_on,
    pupil_premium = kept.pupil_premium,
    free_school_meals = kept.free_school_meals,
    sen = kept.sen,
    sen_need = kept.sen_need,
    eal = kept.eal,
    ethnicity = kept.ethnicity,
    looked_after = kept.looked_after,
    service_child = kept.service_child,
    young_carer = kept.young_carer,
    former_upn = kept.former_upn
from (
    with lacking as (
        select entry.batch, entry.file, entry.columns
        from (select unnest($lacking) as entry) as listed
    ),
    said as (
        select
            pupils.*,
            pupils.rowid as place,
            lacking.columns is not null as is_lacking,
            coalesce(lacking.columns, []) as lacked
        from staged.pupils
        left join lacking on lacking.batch = pupils.batch and lacking.file = pupils.file
    )
    select
        place,
        is_lacking,
        (last_value(case when not list_contains(lacked, 'upn') then {'said': upn} end ignore nulls) over ever).said as upn,
        (last_value(case when not list_contains(lacked, 'surname') then {'said': surname} end ignore nulls) over ever).said as surname,
        (last_value(case when not list_contains(lacked, 'forename') then {'said': forename} end ignore nulls) over ever).said as forename,
        (last_value(case when not list_contains(lacked, 'date_of_birth') then {'said': date_of_birth} end ignore nulls) over ever).said as date_of_birth,
        (last_value(case when not list_contains(lacked, 'sex') then {'said': sex} end ignore nulls) over ever).said as sex,
        (last_value(case when not list_contains(lacked, 'registration_group') then {'said': registration_group} end ignore nulls) over that_year).said as registration_group,
        (last_value(case when not list_contains(lacked, 'joined_on') then {'said': joined_on} end ignore nulls) over that_year).said as joined_on,
        (last_value(case when not list_contains(lacked, 'left_on') then {'said': left_on} end ignore nulls) over that_year).said as left_on,
        (last_value(case when not list_contains(lacked, 'pupil_premium') then {'said': pupil_premium} end ignore nulls) over that_year).said as pupil_premium,
        (last_value(case when not list_contains(lacked, 'free_school_meals') then {'said': free_school_meals} end ignore nulls) over that_year).said as free_school_meals,
        (last_value(case when not list_contains(lacked, 'sen') then {'said': sen} end ignore nulls) over that_year).said as sen,
        (last_value(case when not list_contains(lacked, 'sen_need') then {'said': sen_need} end ignore nulls) over that_year).said as sen_need,
        (last_value(case when not list_contains(lacked, 'eal') then {'said': eal} end ignore nulls) over that_year).said as eal,
        (last_value(case when not list_contains(lacked, 'ethnicity') then {'said': ethnicity} end ignore nulls) over that_year).said as ethnicity,
        (last_value(case when not list_contains(lacked, 'looked_after') then {'said': looked_after} end ignore nulls) over that_year).said as looked_after,
        (last_value(case when not list_contains(lacked, 'service_child') then {'said': service_child} end ignore nulls) over that_year).said as service_child,
        (last_value(case when not list_contains(lacked, 'young_carer') then {'said': young_carer} end ignore nulls) over that_year).said as young_carer,
        (last_value(case when not list_contains(lacked, 'former_upn') then {'said': former_upn} end ignore nulls) over that_year).said as former_upn
    from said
    window
        ever as (
            partition by school, pupil order by academic_year, batch, file desc, "row"
            rows between unbounded preceding and current row
        ),
        that_year as (
            partition by school, pupil, academic_year order by batch, file desc, "row"
            rows between unbounded preceding and current row
        )
) as kept
where kept.place = held.rowid and kept.is_lacking
