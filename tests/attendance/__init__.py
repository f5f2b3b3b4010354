"""The attendance page."""
