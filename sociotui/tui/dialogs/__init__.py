"""Dialogs: what is asked or shown on top of a screen; escape leaves each of them with nothing done."""
