"""Tracking page."""
