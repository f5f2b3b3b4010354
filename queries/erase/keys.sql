-- The pupils in question, by school and number
--
-- params:  schools VARCHAR[], pupils VARCHAR[]
-- makes:   erase_key
create or replace temp table erase_key as
select distinct unnest($schools) as school, unnest($pupils) as pupil
