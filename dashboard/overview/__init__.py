"""The overview: a leader's first minute."""
