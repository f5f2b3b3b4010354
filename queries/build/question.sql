-- Questions
--
-- Each pupil's mark for each question of an assessment.
--
-- makes:   question
-- returns: pupil_id UINTEGER, subject VARCHAR, assessment VARCHAR, assessed_on DATE, topic VARCHAR,
--          question VARCHAR, mark DOUBLE, out_of DOUBLE
create table question as
select
    pupil.pupil_id,
    answered.subject,
    answered.assessment,
    answered.assessed_on,
    answered.topic,
    answered.question,
    answered.mark,
    answered.out_of
from staged.questions as answered
join pupil on pupil.school = answered.school and pupil.pupil = answered.pupil
qualify row_number() over (
    partition by pupil.pupil_id, answered.assessment, answered.question order by answered.batch desc
) = 1
order by answered.assessed_on, answered.assessment, pupil.pupil_id, answered.question;
