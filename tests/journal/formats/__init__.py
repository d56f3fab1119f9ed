"""Frozen samples: homes as former programs wrote them, a folder for each format of a journal's file, and what they say."""
