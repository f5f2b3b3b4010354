"""The school's own data: imported, checked, built, published, opened."""
