-- Whether a line is a report's total and no pupil's
--
-- The word stands where the pupil does, or first in a line that names no pupil.
--
-- params:  pupil, cells
-- returns: BOOLEAN
create or replace temp macro is_total(pupil, cells) as coalesce(
    regexp_matches(
        case when coalesce(trim(pupil), '') = '' then trim(array_to_string(cells, ' ')) else trim(pupil) end,
        '^(?i)((grand|sub|overall)[ -]?)?(totals?|averages?|counts?)( *[:(].*| +(of|for) .*| +[0-9].*)?$|^(?i)((grand|sub|overall)[ -]?)?(total|average|number of|no[.] of) +(pupils|students|children|learners|marks|rows|records|entries)\b'
    )
    or (coalesce(trim(pupil), '') = '' and regexp_matches(trim(array_to_string(cells, ' ')), '^(?i)((grand|sub|overall)[ -]?)?(totals?|averages?)\b')),
    false
);
