-- Where marks wait until they are built
--
-- A mark names its pupil by a number of this build's own: there are hundreds of marks to a
-- pupil, and two texts in each would make every later step read three times as much.
-- `attendance` shows them as the import file has them, `mark_place` with their places among
-- all, and `marked` who has how many. A file's marks are counted once, a pupil and a day, when they
-- are in: a dozen later questions would each read them all again.
--
-- makes:   staged.marked_pupil, staged.mark_of_pupil, staged.mark_of_day, staged.attendance,
--          staged.mark_place, staged.marked
create table staged.marked_pupil (pupil_key uinteger, school varchar, pupil varchar);

create table staged.mark_of_pupil (
    first_mark bigint, last_mark bigint, batch usmallint, pupil_key uinteger, rows bigint, cells bigint,
    from_date date, to_date date
);

create table staged.mark_of_day as
select mark.rowid as first_mark, mark.batch, mark.date, mark.code, mark.rowid as rows
from staged.mark
limit 0;

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
from staged.mark_of_pupil as counted
join staged.marked_pupil on marked_pupil.pupil_key = counted.pupil_key;
