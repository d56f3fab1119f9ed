"""Talks in conflict: where they lie, who may do what in them, and how they are told; for a screen and for lines."""
