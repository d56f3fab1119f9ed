"""The map: the circles of an organisation, as an outline or drawn, and beside them the page of the chosen one."""
