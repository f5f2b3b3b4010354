-- Contacts about one pupil
--
-- Each talk or message up to a day, in order of time.
--
-- params:  pupil_id INTEGER, to_date DATE
-- returns: contacted_on DATE, with_whom VARCHAR, about VARCHAR, subject VARCHAR, method VARCHAR
select contact.contacted_on, contact.with_whom, contact.about, contact.subject, contact.method
from contact
where contact.pupil_id = cast($pupil_id as uinteger) and contact.contacted_on <= $to_date
order by contact.contacted_on, contact.about, contact.subject
