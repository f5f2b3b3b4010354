"""The commands of the command line, in the words of the pages."""
