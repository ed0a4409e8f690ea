"""Every call of a run to the system fails once: what is left, what is told, what the next run makes of it."""
