-- What each column of a marksheet is of
--
-- params:  subjects VARCHAR[], assessments VARCHAR[], days VARCHAR[], kinds VARCHAR[],
--          scales VARCHAR[], columns VARCHAR[], row_assessment INTEGER, row_day INTEGER,
--          row_scale INTEGER
-- makes:   result_layout
create or replace temp table result_layout as
select
    cast($subjects as varchar[]) as subjects,
    cast($assessments as varchar[]) as assessments,
    cast($days as varchar[]) as days,
    cast($kinds as varchar[]) as kinds,
    cast($scales as varchar[]) as scales,
    cast($columns as varchar[]) as places,
    cast($row_assessment as integer) as row_assessment,
    cast($row_day as integer) as row_day,
    cast($row_scale as integer) as row_scale;
