"""The agenda screen: a circle's next meeting, prepared between meetings."""
