"""The layout of the workbook: what is in which cell, computed from the form and never stored.

Takes a Form; gives sheets of cells, by which `write` places and `read` finds. Other rooms import `book`
(sheets and addresses), `sheets` (Cell, Sheet), `pages`, `tables`, `checklist` and `styles`.
"""
