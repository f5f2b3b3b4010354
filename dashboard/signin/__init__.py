"""Signing in: accounts, sessions, the gate before every request, and a school's own provider."""
