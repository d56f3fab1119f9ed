"""The live meeting: its screen, its panes, the forms for what a step is about."""
