"""Support page."""
