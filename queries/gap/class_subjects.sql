-- Classes and their subjects
--
-- Every class with the subject that it is taught; none where only its members name it.
--
-- returns: class_id UINTEGER, subject VARCHAR
select class.class_id, class.subject
from class
order by class.class_id
