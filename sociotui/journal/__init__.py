"""Journals: what happened, in order, kept for good."""
