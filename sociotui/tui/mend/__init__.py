"""Mend: the ladder of conflict on the screen, and the talks on its steps."""
