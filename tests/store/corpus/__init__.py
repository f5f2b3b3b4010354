"""Files that break readers, each with what must become of it."""
