"""sociotui: live sociocratic circle meetings in the terminal."""

__version__ = "0.1.0"
