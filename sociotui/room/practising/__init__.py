"""Practising in a room: the exercises that there are, the room in which one is held, and what somebody has practised."""
