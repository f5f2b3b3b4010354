-- Contacts about one pupil
--
-- Each talk or message up to a day, in order of time; a row without a day where there is
-- none. `any_at_all` tells a pupil without contacts from a file that was never imported.
--
-- params:  pupil_id INTEGER, to_date DATE
-- returns: contacted_on DATE, with_whom VARCHAR, about VARCHAR, subject VARCHAR, method VARCHAR,
--          any_at_all BOOLEAN
select
    contact.contacted_on,
    contact.with_whom,
    contact.about,
    contact.subject,
    contact.method,
    counted.contacts > 0 as any_at_all
from (select count(*) as contacts from contact) as counted
left join contact
    on contact.pupil_id = cast($pupil_id as uinteger) and contact.contacted_on <= $to_date
order by contact.contacted_on, contact.about, contact.subject
