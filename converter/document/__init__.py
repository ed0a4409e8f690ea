"""WORD: what a template may name, the shipped template, and rendering."""
