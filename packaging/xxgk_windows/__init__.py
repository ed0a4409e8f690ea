"""Laid into the folder for Windows and run there: what the buttons do, and what they say."""
