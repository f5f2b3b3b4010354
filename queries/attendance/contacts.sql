-- Contacts about attendance
--
-- The latest contact about attendance with each pupil or their parents up to a day.
--
-- params:  to_date DATE
-- returns: pupil_id UINTEGER, contacted_on DATE, with_whom VARCHAR
select
    contact.pupil_id,
    max(contact.contacted_on) as contacted_on,
    arg_max(contact.with_whom, contact.contacted_on) as with_whom
from contact
where contact.about = 'attendance' and contact.contacted_on <= $to_date
group by contact.pupil_id
order by contact.pupil_id
