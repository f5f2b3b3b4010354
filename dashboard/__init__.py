"""Evenhand: does every pupil get a fair deal, and what would change if the school were organised otherwise?"""
