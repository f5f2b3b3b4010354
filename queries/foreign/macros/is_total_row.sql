-- Whether a row sums up others
--
-- "Total", "Class average", "Grand total" and the like in place of a pupil. A row with a
-- pupil's number is a pupil's, even where the pupil is called Total.
--
-- params:  pupil, upn, name, first_cell
-- returns: BOOLEAN
create or replace temp macro is_total_row(pupil, upn, name, first_cell) as
regexp_matches(
    lower(coalesce(pupil, upn, name, first_cell, '')),
    '^((grand|sub|class|group|year|overall|school|form|column|session) ?-?)?(totals?|averages?|mean|sum|count|no\. of|number of|percentage|% ?(present|attendance|absent)?)( .*|:.*)?$|^(present|absent|(whole|entire) (school|class|group)|all (pupils|students))( .*|:.*)?$'
);
