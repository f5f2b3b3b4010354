"""Tests of the data quality page."""
