-- The marks in each way of writing a day
--
-- params:  cells VARCHAR[], sessions VARCHAR[][], codes VARCHAR[][]
-- makes:   day_cell
create or replace temp table day_cell as
select
    unnest(cast($cells as varchar[])) as cell,
    unnest(cast($sessions as mark_session[][])) as sessions,
    unnest(cast($codes as varchar[][])) as codes;
