"""Any grid of cells (a sheet, a Word or HTML table, a table in a PDF file), and what is read from it.

Takes raw cells or texts by row and column; gives figures with findings, positions and texts. Other rooms
import `cells` (raw cells, A1 references), `keys` (hidden keys of a sheet), `labels` (tables found by their
printed labels), `merges`, `numerals` (Chinese numerals) and `values` (raw cell to figure).
"""
