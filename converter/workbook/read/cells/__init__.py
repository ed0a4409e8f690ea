"""CELLS: the bytes of a spreadsheet file to raw cells, whatever its format.

In: bytes (.xlsx, .xlsm, .xls, .et, .ods; told apart by content). Out: a Book of raw sheets, or the reason why
the file cannot be read. Others import `formats` (open_book) alone, and `stored` for the limits of a grid.

`package`, `plain`, `plain_cells`, `stored`, `properties` and `xlsx` read .xlsx; `xls` and `ods` run in a
process of their own, started by `isolated`, which imports neither the catalogue nor the form.
"""
