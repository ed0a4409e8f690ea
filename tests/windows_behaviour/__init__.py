"""What Windows does otherwise: simulated on every system, and tried for real where there is one (or Wine)."""
