"""Rooms: a journal as one person sees it, its state now, its changes as they come, and acts."""
