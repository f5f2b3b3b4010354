"""How we measure: every measure, file and rule in words, made from their declarations."""
