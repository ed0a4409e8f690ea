"""Reads a workbook of any format into a Report.

Takes the bytes of a file; gives a Reading: the Report, or None, with findings. Other rooms import `reader`
(read_workbook), `quotes`, and, for raw cells alone, `cells.formats` (open_book).
"""
