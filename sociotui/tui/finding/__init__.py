"""Screens with a long list that is found by typing, and beside it what the chosen row is about."""
