-- Sessions by week, term and academic year
--
-- The parts of the year one kind at a time.
create view pupil_week as
select
    pupil_part.pupil_id, part_of_year.academic_year, part_of_year.term, part_of_year.week,
    pupil_part.possible, pupil_part.attending, pupil_part.absent, pupil_part.authorised, pupil_part.unauthorised, pupil_part.late
from pupil_part
join part_of_year on part_of_year.part_id = pupil_part.part_id
where part_of_year.kind = 'week';

create view pupil_term as
select
    pupil_part.pupil_id, part_of_year.academic_year, part_of_year.term,
    pupil_part.possible, pupil_part.attending, pupil_part.absent, pupil_part.authorised, pupil_part.unauthorised, pupil_part.late
from pupil_part
join part_of_year on part_of_year.part_id = pupil_part.part_id
where part_of_year.kind = 'term';

create view pupil_year as
select
    pupil_part.pupil_id, part_of_year.academic_year, pupil_part.possible, pupil_part.attending,
    pupil_part.absent, pupil_part.authorised, pupil_part.unauthorised, pupil_part.late
from pupil_part
join part_of_year on part_of_year.part_id = pupil_part.part_id
where part_of_year.kind = 'year';
