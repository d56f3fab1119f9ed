"""The mirror on the screen: how power is shared, in figures of all and of nobody."""
