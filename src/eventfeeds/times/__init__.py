"""Time zones, and text that says a day, an hour or a length of time."""
