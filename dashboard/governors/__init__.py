"""The governors' page."""
