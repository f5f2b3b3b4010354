"""Pupil page."""
