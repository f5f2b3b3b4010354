"""Meetings: figures in a sequence for one meeting, frozen, presented, discussed and acted on."""
