-- Whether a row is a note below a table
--
-- A key to the marks ("Key: ...", "/ = present"), when and by whom the report was printed, the number of a
-- page. Only where its first words say so: a row cut off is no note.
--
-- params:  written
-- returns: BOOLEAN
create or replace temp macro is_note(written) as
coalesce(
    regexp_full_match(
        written,
        '(?is)[\s(*†]*('
        || '(key|legend|notes?|nb|n\.b\.|sources?|filters?|glossary|footnotes?|disclaimer|'
        || '((attendance|mark|grade|colour|subject) )?(key|codes?)( to (the )?(marks|codes|grades))?) ?[:=].*'
        || '|(attendance|mark|grade|colour) key|legend|footnotes?|end of (report|list|file|data)'
        || '|(report |list )?(printed|generated|produced|created|exported|run|downloaded|extracted)'
        || '( (by|on|at|from|as at) .*| ?: ?.*| [0-9].*)'
        || '|(report|print|run|export) (date|time|run|by|generated|printed|produced|created)\b.*'
        || '|data (as at|correct|extracted|taken)\b.*|as at [0-9].*|sorted by .*'
        || '|page [0-9]+( ?(of|/) ?[0-9]+)?|(©|copyright\b).*'
        || '|[-/\\#*!+A-Za-z0-9]{1,3} ?= ?[A-Za-z(].*'
        || ')[)\s.]*'
    ),
    false
);
