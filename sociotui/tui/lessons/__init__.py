"""Lessons: short pages to read, situations to judge, cards of feelings and needs, the mood round."""
