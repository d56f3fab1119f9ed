"""Screen 4: people and roles: who holds what until when."""
