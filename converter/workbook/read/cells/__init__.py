"""CELLS: the bytes of a spreadsheet file to raw cells, whatever its format.

In: bytes (.xlsx, .xlsm, .xls, .et, .ods; recognised by content). Out: a Book of raw sheets, or the reason why
the file cannot be read. Others import `formats` (open_book), and `stored` for the limits of a grid.

.xlsx is read by `package`, `stored`, `plain`, `plain_cells`, `properties` and `xlsx`. Old formats are read by
`xls` and `ods` in a process of their own, which `isolated` starts; it loads neither form nor catalogue.
"""
