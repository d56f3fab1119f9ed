"""Screen 3: the decisions of all circles, found by typing."""
