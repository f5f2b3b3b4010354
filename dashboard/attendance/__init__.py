"""Attendance page."""
