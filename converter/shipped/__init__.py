"""The files shipped with the package: blank workbook, samples, Word templates.

`resources` gives their paths to all rooms; `build` writes them anew from the form (`python -m
converter.shipped.build`) and is imported by nobody but tests.
"""
