"""The equity page: how far apart our pupil groups are, and whether chance could do it."""
