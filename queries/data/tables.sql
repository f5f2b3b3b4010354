-- What is loaded
--
-- Each import file that has rows: how many stand in the store, and the first and the last
-- day that they speak of.
--
-- returns: table_name VARCHAR, rows BIGINT, first_day DATE, last_day DATE
select 'pupils' as table_name, count(*) as rows, null::date as first_day, null::date as last_day from pupils
union all
select 'characteristics', count(*), null, null from characteristics
union all
select 'attendance', count(*), min(date), max(date) from attendance
union all
select 'attendance_totals', count(*), min(from_date), max(to_date) from attendance_totals
union all
select 'results', count(*), min(assessed_on), max(assessed_on) from results
union all
select 'scales', count(*), null, null from scales
union all
select 'grades', count(*), null, null from grades
union all
select 'questions', count(*), min(assessed_on), max(assessed_on) from questions
union all
select 'classes', count(*), null, null from classes
union all
select 'class_members', count(*), null, null from class_members
union all
select 'interventions', count(*), min(starts_on), max(ends_on) from interventions
union all
select 'intervention_pupils', count(*), min(starts_on), max(ends_on) from intervention_pupils
union all
select 'staff', count(*), null, null from staff
union all
select 'contacts', count(*), min(contacted_on), max(contacted_on) from contacts
union all
select 'options', count(*), null, null from options
union all
select 'costs', count(*), null, null from costs
union all
select 'rooms', count(*), null, null from rooms
union all
select 'activities', count(*), null, null from activities
union all
select 'activity_pupils', count(*), null, null from activity_pupils
