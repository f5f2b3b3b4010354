"""Data quality page: what is missing, what is late and what contradicts itself, and what to do about it."""
