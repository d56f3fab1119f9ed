"""Telling: how circles, policies, people and days are said, wherever on the screens they are told about."""
