-- The school's own characteristics
--
-- The groups of the `characteristics` file, each at the enrolment that is valid when its
-- academic year begins. Temporary. A division named like one of the standard ones is told
-- apart by its name, so that neither hides the other.
--
-- makes:   own_characteristic
-- returns: enrolment_id UINTEGER, characteristic VARCHAR, label VARCHAR
create temp table own_characteristic as
select
    enrolment.enrolment_id,
    case
        when lower(own.characteristic) in (select lower(characteristic) from reference.characteristic)
        then own.characteristic || ' (own)' else own.characteristic
    end as characteristic,
    own."group" as label
from staged.characteristics as own
join pupil on pupil.school = own.school and pupil.pupil = own.pupil
join academic_year on academic_year.academic_year = own.academic_year
join enrolment
    on enrolment.pupil_id = pupil.pupil_id
    and academic_year.from_date between enrolment.valid_from and enrolment.valid_to
qualify row_number() over (
    partition by enrolment.enrolment_id, own.characteristic
    order by own.academic_year desc, own.batch desc
) = 1;
