"""The real program in a terminal of its own: keys go in, and what a person would see is looked at."""
