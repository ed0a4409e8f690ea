"""RULES: pure functions from a report to findings."""
