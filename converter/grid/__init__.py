"""GRID: cells by row and column, and what is read from them.

In: the cells of a sheet, or the texts of a Word or HTML table. Out: figures with findings, positions, texts.
Others import `cells` (raw cells, A1 references), `keys` (hidden keys of a sheet), `labels` (tables found by
their printed labels), `merges`, `numerals` (Chinese numerals) and `values` (raw cell to figure).
"""
