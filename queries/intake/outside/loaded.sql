-- What the files of a new import have brought so far
--
-- `file_loaded` names the files, `marks_loaded` says where their marks lie: these have no
-- column for their file or row, as there are millions. Without `header_row` a mark's
-- place says nothing of its row.
--
-- makes:   staged.file_loaded, staged.marks_loaded
create table staged.file_loaded (batch usmallint, file usmallint, name varchar);

create table staged.marks_loaded (
    batch usmallint,
    name varchar,
    header_row integer,
    first_mark bigint,
    last_mark bigint,
    school varchar,
    from_date date,
    to_date date
);
