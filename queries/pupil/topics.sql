-- One pupil's marks by topic
--
-- What a pupil won of the marks in each topic of each subject in a window, over all its
-- assessments, and the day of the last of them.
--
-- params:  pupil_id INTEGER, from_date DATE, to_date DATE, subject VARCHAR
-- returns: subject VARCHAR, topic VARCHAR, mark DOUBLE, out_of DOUBLE, last_on DATE
select
    question.subject,
    question.topic,
    sum(question.mark) as mark,
    sum(question.out_of) as out_of,
    max(question.assessed_on) as last_on
from question
where question.pupil_id = cast($pupil_id as uinteger)
    and question.assessed_on >= $from_date
    and question.assessed_on <= $to_date
    and ($subject is null or question.subject = $subject)
group by question.subject, question.topic
order by question.subject, question.topic
