-- Who is in which class
--
-- Every place in a class, the class that a pupil came to last coming last.
--
-- returns: enrolment_id UINTEGER, class_id UINTEGER
select class_member.enrolment_id, class_member.class_id
from class_member
order by class_member.from_date nulls first, class_member.class_id, class_member.enrolment_id
