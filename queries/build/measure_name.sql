-- The names of the measures
--
-- From the one list of measures, so that a new one needs no line here. As text they would take half as much
-- room again.
--
-- params:  measures VARCHAR[]
create type measure_name as enum (select unnest($measures))
