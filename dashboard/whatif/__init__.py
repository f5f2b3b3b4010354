"""Scenarios: the school as it is, and two others beside it."""
