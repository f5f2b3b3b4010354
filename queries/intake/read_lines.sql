-- Lines of a text file
--
-- Every line as it stands, blank ones too, in order: nothing is taken apart here, so
-- nothing can be lost. The row a spreadsheet shows is rowid + 1.
--
-- params:  path VARCHAR
-- makes:   staged.intake_line
create or replace table staged.intake_line as
select line
from read_csv(
    $path,
    columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, skip = 0,
    delim = '', quote = '', escape = '', max_line_size = 2097152
);
