"""Home: what opens first."""
