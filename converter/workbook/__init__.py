"""EXCEL: the layout of the workbook, its blank and filled copies, and how they are read."""
