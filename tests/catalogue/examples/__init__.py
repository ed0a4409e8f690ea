"""The examples of the records as cases that can be run: what passes, what fails, code by code."""
