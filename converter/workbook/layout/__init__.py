"""The layout of the workbook: what is in which cell, computed from the form and never stored.

Takes a Form; gives sheets of cells: `write` fills them in, and `read` finds the inputs by them. Other rooms
import `workbook_layout` (all sheets, the address of each input), `sheets` (Cell, Sheet), `table_sheets`,
`other_sheets`, `checklist` and `styles`.
"""
