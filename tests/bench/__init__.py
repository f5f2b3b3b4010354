"""How fast the product is, printed as a table: ``make bench``."""
