"""READ: a workbook of any format to a Report.

In: the bytes of a file. Out: a `Reading` (the Report, or None, with findings). Others import `reader`
(read_workbook), `cells.formats` (open_book: raw cells alone, for the roster) and `quotes`.
"""
