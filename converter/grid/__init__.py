"""A GRID OF CELLS: labels and values as found in a sheet or a Word table."""
