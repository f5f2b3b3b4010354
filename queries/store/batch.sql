-- The imports that a school was built from, one row a file
--
-- rows are the rows that were loaded; warnings counts what was odd and did not block.
create table batch (
    batch usmallint not null,
    imported_at timestamp not null,
    "by" varchar not null,
    file varchar not null,
    table_name varchar not null,
    rows bigint not null,
    from_date date,
    to_date date,
    sha256 varchar not null,
    warnings integer not null
)
