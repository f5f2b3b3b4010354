-- A file of this import that has been loaded, by which later ones name it
--
-- params:  batch USMALLINT, file USMALLINT, name VARCHAR
-- fills:   staged.file_loaded
insert into staged.file_loaded values ($batch, $file, $name);
