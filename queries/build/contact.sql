-- Contacts
--
-- Each talk or message with a pupil or the family, and what it was about.
--
-- makes:   contact
-- returns: pupil_id UINTEGER, contacted_on DATE, with_whom VARCHAR, about VARCHAR, subject VARCHAR,
--          staff VARCHAR, method VARCHAR
create table contact as
select
    pupil.pupil_id,
    made.contacted_on,
    made.with_whom,
    made.about,
    made.subject,
    made.staff,
    made.method
from staged.contacts as made
join pupil on pupil.school = made.school and pupil.pupil = made.pupil
qualify row_number() over (
    partition by pupil.pupil_id, made.contacted_on, made.with_whom, made.about, made.subject order by made.batch desc
) = 1
order by pupil.pupil_id, made.contacted_on, made.about, made.subject, made.with_whom;
