"""The made-up school: import files that hold no real pupil."""

from dashboard.demo.school import make_school

__all__ = ["make_school"]
