-- How a table with strings of marks is laid out
--
-- One row: what parts the cells of a line, where in a line the pupil, the marks, their first
-- and their last day stand (counted from one), and the days that hold for every row.
--
-- params:  delimiter VARCHAR, header_row INTEGER, width INTEGER, school INTEGER, pupil INTEGER,
--          upn INTEGER, name INTEGER, marks INTEGER, first INTEGER, last INTEGER,
--          from_date DATE, to_date DATE
-- makes:   string_layout
create or replace temp table string_layout as
select
    cast($delimiter as varchar) as delimiter,
    cast($header_row as bigint) as header_row,
    cast($width as bigint) as width,
    cast($school as bigint) as school_place,
    cast($pupil as bigint) as pupil_place,
    cast($upn as bigint) as upn_place,
    cast($name as bigint) as name_place,
    cast($marks as bigint) as marks_place,
    cast($first as bigint) as first_place,
    cast($last as bigint) as last_place,
    cast($from_date as date) as all_from,
    cast($to_date as date) as all_to;
