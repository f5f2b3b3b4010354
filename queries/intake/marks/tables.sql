-- Where marks wait until they are built
--
-- A mark names its pupil by a number of this build's own: there are hundreds of marks to a
-- pupil, and two texts in each would make every later step read three times as much.
-- `attendance` shows them as the import file has them, `mark_place` with their places among
-- all, and `marked` who has how many.
--
-- makes:   staged.marked_pupil, staged.attendance, staged.mark_place, staged.marked
create table staged.marked_pupil (pupil_key uinteger, school varchar, pupil varchar);

create view staged.attendance as
select marked_pupil.school, marked_pupil.pupil, mark.date, mark.session, mark.code, mark.batch
from staged.mark
join staged.marked_pupil on marked_pupil.pupil_key = mark.pupil_key
order by mark.rowid;

create view staged.mark_place as
select
    marked_pupil.school, marked_pupil.pupil, mark.date, mark.session, mark.code, mark.batch,
    mark.rowid as place
from staged.mark
join staged.marked_pupil on marked_pupil.pupil_key = mark.pupil_key;

create view staged.marked as
select marked_pupil.school, marked_pupil.pupil, counted.batch, counted.rows, counted.from_date, counted.to_date
from (
    select pupil_key, batch, count(*) as rows, min(date) as from_date, max(date) as to_date
    from staged.mark
    group by pupil_key, batch
) as counted
join staged.marked_pupil on marked_pupil.pupil_key = counted.pupil_key;
