-- One file of an accepted import, as the published school remembers it
--
-- Written by the build for every file of every accepted batch, in order.
--
-- params: batch, imported_at, by, file, table_name, rows, from_date, to_date, sha256, warnings
insert into batch
values ($batch, $imported_at, $by, $file, $table_name, $rows, $from_date, $to_date, $sha256, $warnings)
