-- Areas with data
--
-- The areas whose measures can have a value: without marks or totals there is no attendance to
-- measure, without results no attainment, without interventions no support.
--
-- returns: area VARCHAR
select 'attendance' as area
where exists (select 1 from pupil_part) or exists (select 1 from attendance_total)
union all
select 'attainment' as area
where exists (select 1 from result)
union all
select 'support' as area
where exists (select 1 from intervention)
