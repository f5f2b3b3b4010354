"""Evenhand: does every pupil get a fair deal, and what if the school were organised otherwise."""
