"""Served sessions: everybody's screen in one process, each at a terminal of their own behind an SSH door."""
