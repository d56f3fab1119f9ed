"""The screens: a view of a room, and nothing below it."""
