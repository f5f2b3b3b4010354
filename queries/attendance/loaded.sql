-- What there is about attendance
--
-- Whether the school holds marks, and whether it holds totals.
--
-- returns: marks BOOLEAN, totals BOOLEAN, contacts BOOLEAN
select
    exists (select 1 from part_of_year) as marks,
    exists (select 1 from attendance_total) as totals,
    exists (select 1 from contact where about = 'attendance') as contacts
