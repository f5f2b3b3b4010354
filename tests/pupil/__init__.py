"""Tests of the pupil page."""
