"""Reads the bytes of a spreadsheet file into raw cells, whatever its format.

Takes bytes (.xlsx, .xlsm, .xls, .et, .ods; recognised by content); gives a Book of raw sheets, or the finding
that says why the file cannot be read. Other rooms import `formats` (open_book), and `stored` for the largest
row and column.

.xlsx is read by `package`, `stored`, `plain`, `plain_cells`, `properties` and `xlsx`. Old formats are read by
`xls` and `ods` in another process (`reading_process`), which `isolated` starts; it loads neither form nor
catalogue.
"""
