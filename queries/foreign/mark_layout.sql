-- How a printed register is laid out
--
-- One row: what parts the cells of a line, how many rows the headings take, where in a line
-- the pupil and the marks stand (counted from one), and of each column of marks its day,
-- its session and how a person finds it. Enumerations, because they are written to a file
-- several times as fast as texts.
--
-- params:  delimiter VARCHAR, header_row INTEGER, width INTEGER, school INTEGER, pupil INTEGER,
--          upn INTEGER, name INTEGER, places INTEGER[], headings VARCHAR[], dates DATE[],
--          sessions VARCHAR[], columns VARCHAR[]
-- makes:   mark_layout
create or replace temp table mark_layout as
select
    cast($delimiter as varchar) as delimiter,
    cast($header_row as bigint) as header_row,
    cast($width as bigint) as width,
    cast($school as bigint) as school_place,
    cast($pupil as bigint) as pupil_place,
    cast($upn as bigint) as upn_place,
    cast($name as bigint) as name_place,
    cast($places as bigint[]) as places,
    cast($headings as varchar[]) as headings,
    cast($dates as date[]) as dates,
    cast($sessions as mark_session[]) as sessions,
    cast($columns as mark_column[]) as columns;
