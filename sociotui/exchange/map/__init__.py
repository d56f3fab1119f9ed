"""The drawn map: an organisation as circles within circles, for a terminal, a wiki or a wall."""
