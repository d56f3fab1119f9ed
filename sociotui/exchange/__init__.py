"""Imports and exports: organisations, formats, minutes."""
