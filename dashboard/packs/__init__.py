"""Governors' packs: made, attacked, published; what a governor sees of them stands in governors/."""
