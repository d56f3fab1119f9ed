"""Practice: the list of exercises, and the live meeting with simulated members."""
