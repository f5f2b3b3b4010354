-- Whether all strings of marks hold known codes alone, and fit their days
--
-- returns: are_known BOOLEAN
select
    not exists (from staged.mark_row where kind = 'ragged' or (kind = 'row' and is_odd))
    and not exists (from string_plan where fault is not null) as are_known;
