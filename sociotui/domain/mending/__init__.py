"""Mending: talks in conflict: one heard back by the other, what is agreed, and the day on which it is looked at again."""
