"""Failures: what is done to the store, and that it loses nothing by it."""
